// SPDX-License-Identifier: EUPL-1.2
// The lecturer's guide (rules/AUTHORING.md) as somebody would follow it: every file and every change of it is made in an
// empty folder beside a copy of the book, every command is run as printed and must print what stands under it. Never
// writes in the tree.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = resolve(root, process.env.HS_BIN ?? "build/release/hoeksteen");
const printedPort = "8181";

// [{kind, what, lines}] in the order of the page
function blocksOf(text) {
  const blocks = [];
  let open = null;
  for (const line of text.split("\n")) {
    if (open === null && line.startsWith("```")) {
      const [kind, what = ""] = line.slice(3).split(" ");
      open = { kind, what, lines: [] };
    } else if (open !== null && line === "```") {
      blocks.push(open);
      open = null;
    } else if (open !== null) open.lines.push(line);
  }
  assert.equal(open, null, "a block that does not end");
  return blocks;
}

// [{command, expected}]: what follows "$ " and the lines under it
function commandsOf(lines) {
  const commands = [];
  for (const line of lines) {
    if (line.startsWith("$ ")) commands.push({ command: line.slice(2), expected: [] });
    else commands.at(-1).expected.push(line);
  }
  return commands;
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// "…" alone on a line stands for any lines, also none; within a line for anything in it. Nothing printed: nothing expected.
function pattern(expected) {
  const lines = expected.map((line) => (line === "…" ? "(?:[^\\n]*\\n)*?" : `${line.split("…").map(escaped).join("[^\\n]*")}\\n`));
  return new RegExp(`^${lines.join("")}$`);
}

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(String(port)));
    });
  });
}

function change(path, lines) {
  const side = (mark) => lines.filter((line) => line[0] === " " || line[0] === mark).map((line) => line.slice(1)).join("\n");
  const before = readFileSync(path, "utf8"), old = side("-");
  assert.equal(before.split(old).length, 2, `${path} holds once:\n${old}`);
  writeFileSync(path, before.replace(old, () => side("+")));
}

// Pairs of lines: `this  =>  that`, and under it what the check says of that. The file is as before afterwards.
function faults(home, what, lines, run) {
  const path = join(home, what), before = readFileSync(path, "utf8");
  const check = what.startsWith("mybook/") ? "hoeksteen check mybook" : `hoeksteen check ${dirname(what)} --book mybook`;
  for (let k = 0; k < lines.length; k += 2) {
    const [right, wrong] = lines[k].split("  =>  ");
    assert.ok(before.includes(right), `${what} holds ${right}`);
    writeFileSync(path, before.replace(right, () => wrong));
    const { stdout, stderr, status } = run(check);
    assert.equal(status, 3, `${wrong}: exit code ${status}`);
    assert.ok(stdout.includes(lines[k + 1].trim()), `${wrong}\n${stdout}`);
    const count = stdout.trim().split("\n").length;
    assert.equal(stderr, `${count} ${count === 1 ? "fault" : "faults"}\n`);
  }
  writeFileSync(path, before);
}

const blocks = blocksOf(readFileSync(join(root, "rules/AUTHORING.md"), "utf8"));

test("every file, change and command of the guide does what it says", { timeout: 600_000 }, async (context) => {
  const home = mkdtempSync(join(tmpdir(), "hs-guide-"));
  const port = await freePort();
  const servers = [];
  context.after(() => {
    for (const server of servers) server.kill("SIGKILL");
    rmSync(home, { recursive: true, force: true });
  });
  // The page stands in the folder of the repository: what it copies from there is here, and so is the program.
  cpSync(join(root, "rules/book"), join(home, "rules/book"), { recursive: true });
  cpSync(join(root, "rules/scenarios"), join(home, "rules/scenarios"), { recursive: true });
  const env = { ...process.env, PATH: `${dirname(program)}:${process.env.PATH}`, LC_ALL: "C.UTF-8", HOME: home };
  const run = (command) => spawnSync("bash", ["-c", command], { cwd: home, env, encoding: "utf8", timeout: 300_000 });
  const done = { json: 0, diff: 0, console: 0, wrong: 0 };
  for (const { kind, what, lines } of blocks) {
    assert.ok(kind in done, `a block of kind "${kind}": nothing here runs it`);
    done[kind]++;
    if (kind === "json" && what !== "settings") {
      JSON.parse(lines.join("\n"));
      mkdirSync(join(home, dirname(what)), { recursive: true });
      writeFileSync(join(home, what), `${lines.join("\n")}\n`);
    } else if (kind === "diff") change(join(home, what), lines);
    else if (kind === "wrong") faults(home, what, lines, run);
    else if (kind === "console") {
      for (const { command, expected } of commandsOf(lines)) {
        if (command.startsWith("export PATH=")) continue; // done above, for the program that is tested
        const mine = command.replaceAll(printedPort, port);
        if (mine.endsWith(" &")) {
          const [name, ...rest] = mine.slice(0, -2).split(" ");
          assert.equal(name, "hoeksteen");
          const server = spawn(program, rest, { cwd: home, env, stdio: ["ignore", "pipe", "inherit"] });
          servers.push(server);
          await new Promise((ready, failed) => {
            server.stdout.once("data", ready); // the link: it listens
            server.once("exit", () => failed(new Error(`${command}: it ended`)));
          });
          continue;
        }
        const { stdout, stderr, error } = run(mine);
        assert.equal(error, undefined, `${command}: ${error}`);
        if (!pattern(expected).test(stderr + stdout)) assert.match(stdout + stderr, pattern(expected), `$ ${command}`);
      }
    }
  }
  assert.ok(done.json >= 9 && done.diff >= 3 && done.console >= 9 && done.wrong >= 2, JSON.stringify(done));
});

const matches = (glob, path) =>
  new RegExp(`^${glob.split("**/").map((part) => part.split("*").map(escaped).join("[^/]*")).join("(?:.*/)?")}$`).test(path);

test("the editor's settings name a schema for every file of book and scenarios, and every schema", () => {
  const rows = JSON.parse(blocks.find(({ what }) => what === "settings").lines.join("\n"))["json.schemas"];
  const files = [];
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.isDirectory()) walk(`${folder}/${entry.name}`);
      else if (entry.name.endsWith(".json")) files.push(`${folder}/${entry.name}`);
    }
  };
  walk("rules/book");
  walk("rules/scenarios");
  for (const file of files) {
    const found = rows.filter(({ fileMatch }) => fileMatch.some((glob) => matches(glob, file)));
    assert.equal(found.length, 1, `${file} has one schema, not ${found.length}`);
    const schema = JSON.parse(readFileSync(join(root, found[0].url), "utf8"));
    assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
    const keys = Object.keys(JSON.parse(readFileSync(join(root, file), "utf8")));
    const shape = schema.$ref ? schema.$defs[schema.$ref.replace("#/$defs/", "")] : schema;
    const known = Object.keys(shape.properties);
    assert.deepEqual(keys.filter((key) => !known.includes(key)), [], `${found[0].url} knows the keys of ${file}`);
  }
  const named = rows.map(({ url }) => url.replace("./rules/schema/", "")).sort();
  assert.deepEqual(named, readdirSync(join(root, "rules/schema")).sort());
  assert.ok(files.length > 20);
});
