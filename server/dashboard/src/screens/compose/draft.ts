/**
 * Kept draft — bản đang gõ giữ trên máy.
 *
 * What was typed survives a closed tab or a dead battery. A full or forbidden storage is no reason
 * to stop typing.
 */
const STORED_AS = 'loaso.draft-text';
/** Longer texts come from files anyway, and storage of a page is a few megabytes. */
const KEPT_CHARACTERS_MAX = 1_000_000;

export const keptDraft = (): string => localStorage.getItem(STORED_AS) ?? '';

/** @returns false when this device would not keep it */
export function keepDraft(text: string): boolean {
  if (text.length > KEPT_CHARACTERS_MAX) return false;
  try {
    localStorage.setItem(STORED_AS, text);
    return true;
  } catch {
    return false;
  }
}

export const forgetDraft = (): void => localStorage.removeItem(STORED_AS);
