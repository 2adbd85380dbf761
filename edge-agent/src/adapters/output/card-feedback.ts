/**
 * Feedback of the card — phản hồi của thẻ âm thanh.
 *
 * Reads from the kernel how many samples the card has really played for one player process. Null
 * where the kernel does not say (no such card, or another process owns it): then nothing is steered.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_RATE } from './pcm-queue.js';

export type CardFeedback = {
  /** Samples of ours that have been heard, at our rate. */
  readonly playedSamples: number;
  readonly running: boolean;
};

/** Most substreams looked at; a box has one or two cards. */
const PLACES_MAX = 64;

const field = (text: string, name: string): string | null =>
  new RegExp(`^${name}\\s*:\\s*(\\S+)`, 'm').exec(text)?.[1] ?? null;

/** @param folder /proc/asound, or what stands for it */
export function createFeedback(folder: string): { read(pid: number): CardFeedback | null } {
  let place: string | null = null;
  return {
    read: (pid) => {
      place = place !== null && ownerOf(place) === pid ? place : findPlace(folder, pid);
      return place === null ? null : feedbackAt(place);
    },
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A card that is pulled out takes its files along; that is an answer, not a fault.
    return '';
  }
}

const ownerOf = (place: string): number =>
  Number(field(textOf(join(place, 'status')), 'owner_pid'));

function namesIn(folder: string, pattern: RegExp): string[] {
  try {
    return readdirSync(folder).filter((name) => pattern.test(name));
  } catch {
    return [];
  }
}

/** Processes that hold a card open, the first card first. */
export const ownersIn = (folder: string): number[] =>
  placesIn(folder)
    .map(ownerOf)
    .filter((pid) => pid > 0);

const findPlace = (folder: string, pid: number): string | null =>
  placesIn(folder).find((place) => ownerOf(place) === pid) ?? null;

function placesIn(folder: string): string[] {
  const places = namesIn(folder, /^card\d+$/).flatMap((card) =>
    namesIn(join(folder, card), /^pcm\d+p$/).flatMap((device) =>
      namesIn(join(folder, card, device), /^sub\d+$/).map((sub) => join(folder, card, device, sub)),
    ),
  );
  return places.slice(0, PLACES_MAX);
}

function feedbackAt(place: string): CardFeedback | null {
  const status = textOf(join(place, 'status'));
  const pointer = field(status, 'hw_ptr');
  if (pointer === null) return null;
  const rate = Number(field(textOf(join(place, 'hw_params')), 'rate') ?? SAMPLE_RATE);
  const playedSamples = Math.round((Number(pointer) * SAMPLE_RATE) / rate);
  return { playedSamples, running: field(status, 'state') === 'RUNNING' };
}

/** Half the time over which the best of the counts is believed. */
const BUCKET_MS = 500;

/**
 * Steady count between two looks. A count can be old when it is read, never too new, so the highest
 * of about a second is nearest to the truth; a card that has really stopped is believed after it.
 */
export function createSteadyCount(): {
  note(told: number, atMs: number): void;
  count(nowMs: number): number;
} {
  const perMs = SAMPLE_RATE / 1000;
  let older = Number.NEGATIVE_INFINITY;
  let newer = Number.NEGATIVE_INFINITY;
  let sinceMs = Number.NEGATIVE_INFINITY;
  return {
    note: (told, atMs) => {
      if (atMs - sinceMs > BUCKET_MS) {
        older = newer;
        newer = Number.NEGATIVE_INFINITY;
        sinceMs = atMs;
      }
      newer = Math.max(newer, told - atMs * perMs);
    },
    count: (nowMs) => Math.round(Math.max(older, newer) + nowMs * perMs),
  };
}
