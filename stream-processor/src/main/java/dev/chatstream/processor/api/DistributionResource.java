/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Histogram;
import dev.chatstream.processor.aggregate.SecondsBuckets;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.query.DistributionQuery;
import dev.chatstream.processor.query.DistributionQuery.Bucket;
import dev.chatstream.processor.query.Period;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How the values of one metric are spread.
 *
 * @param dimensions what is counted beside the account
 */
record DistributionResource(ZonesConfig zones, Set<Dimension> dimensions) implements AccountResource {
    private static final Map<String, Function<Aggregate, Histogram>> SECONDS = seconds();
    private static final String RATING = "rating";

    /** On the scale of a chat; the whole histogram is finer. */
    private static final long[] LIMITS = {15, 30, 60, 120, 300};

    private static final List<String> LABELS =
            List.of("0-15 s", "15-30 s", "30-60 s", "1-2 min", "2-5 min", "more than 5 min");

    DistributionResource {
        dimensions = Set.copyOf(dimensions);
    }

    private static Map<String, Function<Aggregate, Histogram>> seconds() {
        Map<String, Function<Aggregate, Histogram>> seconds = new LinkedHashMap<>();
        seconds.put("firstResponse", Aggregate::firstResponse);
        seconds.put("avgResponse", Aggregate::avgResponse);
        seconds.put("responseTime", Aggregate::responseTime);
        seconds.put("duration", Aggregate::duration);
        return Collections.unmodifiableMap(seconds);
    }

    @Override
    public String path() {
        return "/distribution";
    }

    @Override
    public Set<String> parameters() {
        return Parameters.aboutAPeriodAnd("agent", "group", "country", "trigger", "compare", "metric");
    }

    @Override
    public AccountQuestion question(long accountId, Parameters parameters) throws BadParameter {
        DimensionKey about = parameters.about(dimensions);
        ZoneId zone = zones.of(accountId, parameters.zone());
        Period period = parameters.period(zone);
        List<String> metrics = List.of("firstResponse", "avgResponse", "responseTime", "duration", RATING);
        String metric = parameters
                .oneOf("metric", metrics)
                .orElseThrow(() -> new BadParameter("metric", "one of " + String.join(", ", metrics)));
        return new PeriodQuestion(period, zone, parameters.compares(), (json, reading) -> {
            Aggregate figures = reading.summary(about).figures();
            json.put("metric", metric);
            Function<Aggregate, Histogram> seconds = SECONDS.get(metric);
            if (seconds == null) {
                addRatings(json, figures);
            } else {
                addSeconds(json, seconds.apply(figures));
            }
        });
    }

    private static void addSeconds(ObjectNode json, Histogram histogram) {
        json.setAll(FiguresView.responses(histogram));
        ArrayNode buckets = json.putArray("buckets");
        List<Bucket> forPeople = DistributionQuery.upTo(histogram, LIMITS);
        for (int i = 0; i < forPeople.size(); i++) {
            ObjectNode bucket = bucket(forPeople.get(i)).put("label", LABELS.get(i));
            buckets.add(bucket.put("share", FiguresView.ratio(forPeople.get(i).count(), histogram.count())));
        }
        ArrayNode all = json.putArray("histogram");
        DistributionQuery.all(histogram).forEach(found -> all.add(bucket(found)));
    }

    private static ObjectNode bucket(Bucket bucket) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("from", bucket.from());
        json.put("to", bucket.to() == SecondsBuckets.MAX_SECONDS ? null : bucket.to());
        return json.put("count", bucket.count());
    }

    private static void addRatings(ObjectNode json, Aggregate figures) {
        ObjectNode rating = FiguresView.rating(figures);
        long n = rating.get("n").longValue();
        json.put("unit", "stars");
        rating.remove("counts");
        json.setAll(rating);
        ArrayNode buckets = json.putArray("buckets");
        ArrayNode all = json.putArray("histogram");
        for (int stars = 1; stars <= Aggregate.BEST_RATING; stars++) {
            ObjectNode bucket = bucket(new Bucket(stars, stars, figures.ratings(stars)));
            all.add(bucket);
            buckets.add(bucket.deepCopy()
                    .put("label", Integer.toString(stars))
                    .put("share", FiguresView.ratio(figures.ratings(stars), n)));
        }
    }
}
