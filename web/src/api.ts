// SPDX-License-Identifier: EUPL-1.2
// Requests to the server. A refusal is a value; only a broken line throws. Keeps nothing.
import type { Problem } from './types.js';

export type Answer = { ok: true; body: { [key: string]: unknown } } | { ok: false; problem: Problem };

// The line broke, or the server cannot answer now: the same request may be sent again.
export class Unanswered extends Error {
  constructor(readonly waitMs: number | null) { super('unanswered'); }
}

const isObject = (value: unknown): value is { [key: string]: unknown } => typeof value === 'object' && value !== null;

export function readProblem(status: number, value: unknown): Problem {
  if (!isObject(value)) return { status, code: `http_${status}` };
  const problem: Problem = { status, code: typeof value.code === 'string' ? value.code : `http_${status}` };
  if (typeof value.title === 'string') problem.title = value.title;
  if (typeof value.detail === 'string') problem.detail = value.detail;
  if (isObject(value.text) && typeof value.text.nl === 'string' && typeof value.text.en === 'string')
    problem.text = { nl: value.text.nl, en: value.text.en };
  return problem;
}

async function readJson(response: Response): Promise<unknown> {
  try { return await response.json(); } catch { return null; }
}

// 503 and its kin say "not now"; 429 says when. Everything else is an answer.
const mayRetry = (status: number): boolean => status === 429 || status === 502 || status === 503 || status === 504;

async function answerOf(response: Response): Promise<Answer> {
  if (mayRetry(response.status)) {
    const seconds = Number(response.headers.get('Retry-After') ?? '');
    throw new Unanswered(seconds > 0 ? seconds * 1000 : null);
  }
  const value = await readJson(response);
  if (response.ok) return { ok: true, body: isObject(value) ? value : {} };
  return { ok: false, problem: readProblem(response.status, value) };
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try { return await fetch(url, { cache: 'no-store', ...init }); } catch { throw new Unanswered(null); }
}

const bearer = (token: string | null): { [name: string]: string } => (token === null ? {} : { Authorization: `Bearer ${token}` });

export async function postCommand(token: string | null, key: string, body: string): Promise<Answer> {
  return answerOf(await request('/api/v1/commands', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...bearer(token) },
    body,
  }));
}

export async function getJson(url: string, token: string | null = null): Promise<Answer> {
  return answerOf(await request(url, { headers: { Accept: 'application/json', ...bearer(token) } }));
}

export async function postRecording(eyes: string, recording: Blob): Promise<Answer> {
  return answerOf(await request(`/api/v1/films?eyes=${encodeURIComponent(eyes)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/jsonl' },
    body: recording,
  }));
}

export async function getRecording(token: string): Promise<Blob | null> {
  const response = await request('/api/v1/recording', { headers: bearer(token) });
  return response.ok ? response.blob() : null;
}
