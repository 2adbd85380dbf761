/**
 * Beginnings at hand — phần đầu giải mã sẵn.
 *
 * Which files the output is to hold the beginning of, decoded: what an urgent message waits for, then
 * standing warnings. So that an emergency does not wait for a decoder, and loses nothing of its head to
 * one that is slow to wake. Says it only when the list has changed.
 */
import { isHere, needsOf } from './cache-plan.js';
import { change, emit, type Turn } from './turn.js';

/** Of one second each: 48 kB. */
export const HEADS_MAX = 32;

export function keepHeads(turn: Turn): void {
  const { heads, files } = turn.state;
  // In the order in which they are wanted: those that a message waits for come first.
  const needs = needsOf(turn);
  if (heads?.needs === needs && heads.files === files) return;
  const urgent = needs.filter(({ sha256, urgent }) => urgent && isHere(files.get(sha256)));
  const kept = urgent.slice(0, HEADS_MAX).map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes }));
  const sha256s = kept.map(({ sha256 }) => sha256);
  change(turn, { heads: { needs, files, sha256s } });
  if (sha256s.join() === (heads?.sha256s ?? []).join()) return;
  emit(turn, {
    type: 'keep-heads',
    files: kept,
    why: `${kept.length} warnings must begin at once`,
  });
}
