// SPDX-License-Identifier: EUPL-1.2
// build.mjs [--test]: makes web/dist out of src and style, with names that carry their hash; with --test compiles the
// tests and runs them as well. Never fetches anything.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');

async function makeDist() {
  rmSync(dist, { recursive: true, force: true });
  const result = await build({
    absWorkingDir: here,
    entryPoints: { main: 'src/main.tsx', style: 'style/main.css' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome100', 'firefox100', 'safari15.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: join(dist, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const outputs = Object.keys(result.metafile.outputs).map((path) => basename(path));
  const named = (start, end) => `/assets/${outputs.find((name) => name.startsWith(start) && name.endsWith(end))}`;
  const page = readFileSync(join(here, 'index.html'), 'utf8')
    .replace('{{script}}', named('main-', '.js'))
    .replace('{{style}}', named('style-', '.css'));
  writeFileSync(join(dist, 'index.html'), page);
  writeFileSync(join(dist, 'icon.svg'), readFileSync(join(here, 'icon.svg')));
}

async function runTests() {
  const out = join(here, 'node_modules', '.cache', 'test');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const tests = readdirSync(join(here, 'test')).filter((name) => /\.test\.tsx?$/.test(name));
  await build({
    absWorkingDir: here,
    entryPoints: tests.map((name) => join('test', name)),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node18',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: out,
    outExtension: { '.js': '.mjs' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const files = readdirSync(out).filter((name) => name.endsWith('.test.mjs')).map((name) => join(out, name));
  if (files.length === 0) throw new Error('no test was found');
  return spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], { stdio: 'inherit', cwd: here }).status ?? 1;
}

await makeDist();
if (process.argv.includes('--test')) process.exitCode = await runTests();
