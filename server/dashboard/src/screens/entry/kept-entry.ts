/**
 * Kept line — dòng lịch đang soạn, giữ trên máy.
 *
 * What was filled in survives a closed tab, a dead battery or a bad network, until it is saved on the
 * server or thrown away.
 */
import type { EntryDraft } from './entry-draft.js';

const STORED_AS = 'loaso.draft-entry';
/** Raised with every change of the draft's shape: an older draft is left alone. */
const SHAPE = 1;

type Kept = { readonly shape: number; readonly draft: EntryDraft };

/** The draft of this device, as if it were new where `first` names fields it has not. */
export function keptEntry(first: EntryDraft): EntryDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(STORED_AS) ?? 'null') as Kept | null;
    return kept?.shape === SHAPE ? { ...first, ...kept.draft } : null;
  } catch {
    return null;
  }
}

export function keepEntry(draft: EntryDraft): void {
  try {
    localStorage.setItem(STORED_AS, JSON.stringify({ shape: SHAPE, draft } satisfies Kept));
  } catch {
    // A full or forbidden storage is no reason to stop typing.
  }
}

export const forgetEntry = (): void => localStorage.removeItem(STORED_AS);
