/**
 * Props of a form part — phần của biểu mẫu.
 *
 * Each step reads the whole draft and changes its own part.
 */
import type { EntryDraft } from './entry-draft.js';

export type PartProps = {
  readonly draft: EntryDraft;
  readonly change: (part: Partial<EntryDraft>) => void;
  /** Heading of the part; a step of a new line where absent. */
  readonly title?: string;
};
