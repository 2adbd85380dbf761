/**
 * What a box hears of itself — cụm tự nghe thấy gì.
 *
 * Its own word on its last play, as long as it says something of now. One play that was not recognised
 * is a doubt, two in a row are a fault; where the box cannot tell, nothing is said.
 */
import { assertNever } from '@loaso/shared/result';
import type { Status } from '@loaso/shared/wire/status';
import type { Words } from './refusal-words.js';
import { say } from './sentences.js';

/** Plays come several times a day: a word of before this is of another time. */
const TOLD_MS = 3 * 86_400_000;
const IN_A_ROW = 2;

/** `doubt`: once not recognised. */
export type SelfHeard = 'heard' | 'weak' | 'doubt' | 'silent';

export function selfHeardOf(status: Status | null): SelfHeard | null {
  const hearing = status?.hearing;
  if (status === null || hearing === undefined || status.at - hearing.at > TOLD_MS) return null;
  switch (hearing.verdict) {
    case 'heard':
    case 'weak':
      return hearing.verdict;
    case 'not-heard':
      return hearing.inARow >= IN_A_ROW ? 'silent' : 'doubt';
    case 'unknown':
      return null;
    default:
      return assertNever(hearing.verdict);
  }
}

export function selfHeardWords(status: Status | null): Words | null {
  const heard = selfHeardOf(status);
  return heard === null ? null : WORDS[heard];
}

const WORDS: Readonly<Record<SelfHeard, Words>> = {
  heard: say('micro của cụm nghe thấy tiếng loa', 'its microphone hears the horns'),
  weak: say(
    'micro nghe thấy loa nhỏ hơn mọi khi',
    'its microphone hears the horns softer than usual',
  ),
  doubt: say(
    'micro không nhận ra lượt phát vừa rồi',
    'its microphone did not recognise the last play',
  ),
  silent: say(
    'cụm vẫn phát nhưng micro không nghe thấy tiếng loa',
    'the box plays and its microphone hears no horn',
  ),
};
