/**
 * Content of a bulletin — nội dung được duyệt.
 *
 * The one text whose hash an approval binds: everything a listener would hear, and where it may be
 * used. Promises that two bulletins with the same text sound the same; knows no state.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { Clip } from '@loaso/shared/wire/http/content';
import type { Script } from '@loaso/shared/wire/script';

/** What of a bulletin an approver hears and reads. */
export type BulletinContent = {
  readonly title: string;
  readonly areaId: AreaId;
  readonly script: Script;
  readonly clip: Clip | null;
};

/** Spoken sentences that are read, in order; a sentence left out has no spoken text. */
export const readSentences = (script: Script): string[] =>
  script.sentences.map(({ spoken }) => spoken.trim()).filter((spoken) => spoken !== '');

/** Canonical text of the content; its SHA-256 is the `contentHash` of an approval. */
export function contentText({ title, areaId, script, clip }: BulletinContent): string {
  return JSON.stringify({
    v: 1,
    title,
    areaId,
    spoken: readSentences(script),
    rulesVersion: script.rulesVersion,
    voice: clip?.voice ?? null,
    audio: clip?.sha256 ?? null,
  });
}

/** Canonical text of what a voice is asked to read: equal texts need no new audio. */
export const speechText = (script: Script): string =>
  JSON.stringify([
    script.rulesVersion,
    script.sentences
      .filter(({ spoken }) => spoken.trim() !== '')
      .map(({ spoken, pauseAfterMs }) => [spoken.trim(), pauseAfterMs]),
  ]);
