/**
 * Feedback of the card — phản hồi của thẻ âm thanh.
 *
 * Reads from the kernel how many samples the card has really played for one player process. Null
 * where the kernel does not say (no such card, or another process owns it): then nothing is steered.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unrealCard } from './card-nature.js';
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

type KernelFeedback = {
  read(pid: number): CardFeedback | null;
  /** Why the card that was read last is none; null where it is one, as far as the kernel tells. */
  unreal(): string | null;
};

/** @param folder /proc/asound, or what stands for it */
export function createFeedback(folder: string): KernelFeedback {
  let place: string | null = null;
  let turned = { of: '', pointer: 0, base: 0 };
  return {
    read: (pid) => {
      place = place !== null && ownerOf(place) === pid ? place : findPlace(folder, pid);
      const seen = place === null ? null : pointerAt(place);
      if (seen === null) return null;
      const of = `${pid} ${place}`;
      const base = turned.of === of ? turned.base + turnOf(turned.pointer, seen) : 0;
      turned = { of, pointer: seen.pointer, base };
      const playedSamples = Math.round(((base + seen.pointer) * SAMPLE_RATE) / seen.rate);
      return { playedSamples, running: seen.running };
    },
    unreal: () => (place === null ? null : unrealCard(folder, cardOf(folder, place))),
  };
}

const cardOf = (folder: string, place: string): number =>
  Number(/^\/?card(\d+)/.exec(place.slice(folder.length))?.[1] ?? Number.NaN);

type Seen = {
  /** Frames that the card has played, modulo its boundary. */
  readonly pointer: number;
  readonly rate: number;
  readonly bufferFrames: number;
  readonly running: boolean;
};

/** The kernel doubles the buffer while it fits into a long; on 32 bits that ends above this. */
const BOUNDARY_MIN = 2 ** 29;
/** Two looks are never so far apart while something plays, seconds. */
const APART_MAX_S = 2;

/**
 * Frames to add where the count went over its boundary: every few hours on a 32-bit kernel. A card
 * that counts anew for another reason falls from anywhere, and gets nothing added.
 */
function turnOf(before: number, { pointer, rate, bufferFrames }: Seen): number {
  if (pointer >= before || bufferFrames <= 0) return 0;
  const boundary = bufferFrames * 2 ** Math.ceil(Math.log2((before + 1) / bufferFrames));
  const wentOn = boundary - before + pointer;
  return boundary >= BOUNDARY_MIN && wentOn <= rate * APART_MAX_S ? boundary : 0;
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

function pointerAt(place: string): Seen | null {
  const status = textOf(join(place, 'status'));
  const pointer = field(status, 'hw_ptr');
  if (pointer === null) return null;
  const params = textOf(join(place, 'hw_params'));
  return {
    pointer: Number(pointer),
    rate: Number(field(params, 'rate') ?? SAMPLE_RATE),
    bufferFrames: Number(field(params, 'buffer_size') ?? 0),
    running: field(status, 'state') === 'RUNNING',
  };
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
