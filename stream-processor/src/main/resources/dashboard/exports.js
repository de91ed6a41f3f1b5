// Copyright 2026 The Chatstream authors
// SPDX-License-Identifier: Apache-2.0

// What a chart shows, to take along: its numbers as the API gave them, or its picture.

/**
 * CSV of RFC 4180. Text that a spreadsheet would run gets an apostrophe before it, as in the API's own exports.
 *
 * @param names of the columns
 * @param lines lists of texts, numbers and nulls
 */
export function csvOf(names, lines) {
    return [names, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function cell(value) {
    if (value == null) {
        return "";
    }
    if (typeof value === "number") {
        return String(value);
    }
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

export function saveCsv(name, names, lines) {
    saveText(`${name}.csv`, csvOf(names, lines));
}

/** Saves CSV as a file of this name. */
export function saveText(name, csv) {
    save(name, new Blob([csv], {type: "text/csv;charset=utf-8"}));
}

const SCALE = 2;
const PAD = 20;
const LINE = 20;
const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity", "font-size", "font-family", "font-weight"];

/**
 * Saves a picture of a chart, in the colours in which it is on the page.
 *
 * @param picture its `width`, `height`, and how to `draw` it with a pen, from a left and a top on
 * @param heading lines above it, the first one is its title
 * @param legend names and classes of what is drawn
 */
export async function savePng(name, {width, height, draw}, heading, legend) {
    const top = PAD + heading.length * LINE + (legend.length > 0 ? LINE : 0);
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const page = getComputedStyle(document.body);
    const fonts = heading.map((unused, i) => `${i === 0 ? "600 15px" : "13px"} ${page.fontFamily}`);
    // on a narrow screen the lines above are wider than the chart
    const widths = heading.map((line, i) => {
        pen.font = fonts[i];
        return pen.measureText(line).width;
    });
    canvas.width = (Math.ceil(Math.max(width, ...widths)) + 2 * PAD) * SCALE;
    canvas.height = (top + height + PAD) * SCALE;
    pen.scale(SCALE, SCALE);
    pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--surface");
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = page.color;
    heading.forEach((line, i) => {
        pen.font = fonts[i];
        pen.fillText(line, PAD, PAD + 12 + i * LINE);
    });
    let x = PAD;
    for (const {name: of, colour} of legend) {
        pen.fillStyle = colour;
        pen.fillRect(x, top - 14, 10, 10);
        pen.fillStyle = page.color;
        pen.fillText(of, x + 15, top - 5);
        x += 15 + pen.measureText(of).width + 18;
    }
    draw(pen, PAD, top);
    save(`${name}.png`, await new Promise((done) => canvas.toBlob(done, "image/png")));
}

/** What savePng makes of a drawing. */
export async function pictureOfDrawing(svg) {
    const image = await imageOf(svg);
    const width = svg.width.baseVal.value;
    const height = svg.height.baseVal.value;
    return {width, height, draw: (pen, left, top) => pen.drawImage(image, left, top, width, height)};
}

/** What savePng makes of a table whose cells tell by their colour. */
export function pictureOfTable(table) {
    const whole = table.getBoundingClientRect();
    const draw = (pen, left, top) => {
        pen.textBaseline = "middle";
        for (const cell of table.querySelectorAll("th, td")) {
            const box = cell.getBoundingClientRect();
            drawCell(pen, cell, new DOMRect(left + box.left - whole.left, top + box.top - whole.top, box.width, box.height));
        }
    };
    return {width: Math.ceil(whole.width), height: Math.ceil(whole.height), draw};
}

function drawCell(pen, cell, {x, y, width, height}) {
    const words = cell.querySelector("span") ?? cell;
    const {backgroundColor, textAlign} = getComputedStyle(cell);
    const {color, fontStyle, fontWeight, fontSize, fontFamily} = getComputedStyle(words);
    pen.fillStyle = backgroundColor;
    pen.beginPath();
    pen.roundRect(x, y, width, height, 3);
    pen.fill();
    // what is only for screen readers is not drawn, nor what the screen is too narrow for
    if (!words.classList.contains("hush") && parseFloat(fontSize) > 0) {
        pen.fillStyle = color;
        pen.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
        pen.textAlign = textAlign === "center" ? "center" : "left";
        pen.fillText(words.textContent, textAlign === "center" ? x + width / 2 : x, y + height / 2);
    }
}

/** The picture by itself: outside of the page no style sheet reaches it, so its colours go with it. */
async function imageOf(svg) {
    const copy = svg.cloneNode(true);
    const originals = svg.querySelectorAll("*");
    copy.querySelectorAll("*").forEach((node, i) => {
        const style = getComputedStyle(originals[i]);
        DRAWN.forEach((property) => node.setAttribute(property, style.getPropertyValue(property)));
    });
    const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], {type: "image/svg+xml"}));
    try {
        const image = new Image();
        image.src = address;
        await image.decode();
        return image;
    } finally {
        URL.revokeObjectURL(address);
    }
}

function save(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
