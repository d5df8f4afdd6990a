// SPDX-License-Identifier: EUPL-1.2
// What a player's phone loads at the door: the script of the page with everything it imports at once, at most 60 KiB of
// gzip, and at most 15 KiB of style. Reads web/dist as it was built.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const dist = join(process.cwd(), 'dist');
const page = readFileSync(join(dist, 'index.html'), 'utf8');

const staticImports = (code: string): string[] => [...code.matchAll(/(?:from|import)\s*"(\.\/[^"]+)"/g)].map((match) => match[1] ?? '');

function loaded(path: string, all = new Set<string>()): Set<string> {
  if (all.has(path)) return all;
  all.add(path);
  for (const next of staticImports(readFileSync(path, 'utf8'))) loaded(join(dirname(path), next), all);
  return all;
}

const zipped = (paths: Iterable<string>): number => [...paths].reduce((sum, path) => sum + gzipSync(readFileSync(path), { level: 9 }).length, 0);

test('the first load of a phone is at most 60 KiB of script and 15 KiB of style', (context) => {
  const script = /<script type="module" src="\/([^"]+)"/.exec(page)?.[1];
  const style = /<link rel="stylesheet" href="\/([^"]+)"/.exec(page)?.[1];
  assert.ok(script && style, 'the page names its script and style');
  const files = loaded(join(dist, script));
  assert.ok(files.size > 1, 'the shared part is a file of its own');
  const bytes = zipped(files);
  context.diagnostic(`script ${bytes} bytes in ${files.size} files, style ${zipped([join(dist, style)])} bytes`);
  assert.ok(bytes <= 60 * 1024, `${bytes} bytes of script`);
  assert.ok(zipped([join(dist, style)]) <= 15 * 1024);
});

test('the desk, the replay and the rules are not in it', () => {
  const script = /<script type="module" src="\/([^"]+)"/.exec(page)?.[1] ?? '';
  const names = [...loaded(join(dist, script))].map((path) => path.slice(dist.length));
  for (const part of ['desk', 'replay', 'rules', 'debrief', 'room']) assert.ok(!names.some((name) => name.includes(`/${part}-`)), part);
});

test('the page holds no script, no style and no handler of its own', () => {
  assert.doesNotMatch(page, /<style|style=|\son[a-z]+=|javascript:/i);
  assert.equal([...page.matchAll(/<script/g)].length, 1);
});
