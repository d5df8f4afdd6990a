// SPDX-License-Identifier: EUPL-1.2
// The network test: one request, then a stream of a few ticks. Sends nothing about the device.
"use strict";

function show(id, sign, text) {
    const item = document.getElementById(id);
    item.hidden = false;
    item.querySelector("b").textContent = sign;
    item.querySelector("output").textContent = text;
}

function finish(good) {
    document.getElementById(good ? "good" : "bad").hidden = false;
}

function testStream() {
    const started = performance.now();
    const stream = new EventSource("/api/v1/reach/stream");
    let last = null;
    let longest = 0;
    let count = 0;
    function tick(event) {
        const now = performance.now();
        const of = JSON.parse(event.data).of;
        count += 1;
        longest = last === null ? 0 : Math.max(longest, now - last);
        last = now;
        show("stream", count === of ? "✓" : "…", `${count}/${of}`);
    }
    show("stream", "…", "");
    stream.addEventListener("tick", tick);
    stream.addEventListener("end", (event) => {
        stream.close();
        tick(event);
        // All of them at once at the end: something on the way keeps messages back.
        const held = count > 2 && longest < 50 && performance.now() - started > 1000;
        show("stream", held ? "✗" : "✓", `${count}`);
        finish(!held);
    });
    stream.addEventListener("error", () => {
        stream.close();
        show("stream", "✗", "");
        finish(false);
    });
}

async function test() {
    const started = performance.now();
    show("answer", "…", "");
    try {
        const response = await fetch("/api/v1/reach", { cache: "no-store" });
        await response.json();
        show("answer", response.ok ? "✓" : "✗", `${Math.round(performance.now() - started)} ms`);
        testStream();
    } catch {
        show("answer", "✗", "");
        finish(false);
    }
}

test();
