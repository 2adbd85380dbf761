/**
 * Content of a bulletin — nội dung được duyệt.
 *
 * The one text whose hash an approval binds: everything a listener would hear, and where it may be
 * used. Promises that two bulletins with the same text sound the same; knows no state.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { BulletinKind, Clip } from '@loaso/shared/wire/http/content';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import type { Script } from '@loaso/shared/wire/script';

/** What of a bulletin an approver hears and reads. */
export type BulletinContent = {
  readonly title: string;
  readonly areaId: AreaId;
  readonly script: Script;
  readonly clip: Clip | null;
  /** Absent: 'text'. */
  readonly kind?: BulletinKind;
  readonly recording?: { readonly language: LanguageCode; readonly summary: string } | null;
  readonly variants?: readonly { readonly language: LanguageCode; readonly clip: Clip }[];
};

/** Spoken sentences that are read, in order; a sentence left out has no spoken text. */
export const readSentences = (script: Script): string[] =>
  script.sentences.map(({ spoken }) => spoken.trim()).filter((spoken) => spoken !== '');

/** True when something of the document itself is read: greeting and farewell alone are no bulletin. */
export const saysSomething = (script: Script): boolean =>
  script.sentences.some(
    ({ kind, spoken }) => kind !== 'opening' && kind !== 'closing' && spoken.trim() !== '',
  );

/**
 * Canonical text of the content; its SHA-256 is the `contentHash` of an approval. What the first
 * version did not know is named only where it is there, so that its approvals still hold.
 */
export function contentText(content: BulletinContent): string {
  const { title, areaId, script, clip, recording } = content;
  const lexiconVersion = script.lexiconVersion ?? '';
  const variants = (content.variants ?? []).map(({ language, clip: { sha256 } }) => [
    language,
    sha256,
  ]);
  return JSON.stringify({
    v: 1,
    title,
    areaId,
    spoken: readSentences(script),
    rulesVersion: script.rulesVersion,
    voice: clip?.voice ?? null,
    audio: clip?.sha256 ?? null,
    ...(lexiconVersion === '' ? {} : { lexiconVersion }),
    ...(recording == null ? {} : { recorded: [recording.language, recording.summary] }),
    ...(variants.length === 0 ? {} : { variants: variants.sort() }),
  });
}

/** The language of the bulletin's own clip. */
export const languageOf = ({ recording }: Pick<BulletinContent, 'recording'>): LanguageCode =>
  recording?.language ?? 'vi';

/** Canonical text of what a voice is asked to read: equal texts need no new audio. */
export const speechText = (script: Script): string =>
  JSON.stringify([
    script.rulesVersion,
    script.sentences
      .filter(({ spoken }) => spoken.trim() !== '')
      .map(({ spoken, pauseAfterMs }) => [spoken.trim(), pauseAfterMs]),
  ]);
