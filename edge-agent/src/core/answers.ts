/**
 * Answers that are owed — câu trả lời còn nợ.
 *
 * Results of commands that no receipt has named yet, and restarts of the board that were ordered: both
 * must outlive a restart, since a restart is what one of them is about. The fold of their entries.
 */
import type { Instant } from '@loaso/shared/time';
import type { CommandResult } from '@loaso/shared/wire/result';

/** More results than this are not waited for; */
const UNSENT_MAX = 20;
/** nor more restarts remembered than can matter to their limit. */
const REBOOTS_MAX = 10;

/** A restart of the board, as it was ordered. */
export type Reboot = {
  /** Of its command. */
  readonly id: string;
  readonly at: Instant;
  readonly monoMs: number;
  readonly systemBootId: string;
  /** True once it was told what came of it. */
  readonly told: boolean;
};

export type Answers = {
  readonly unsent: readonly CommandResult[];
  readonly reboots: readonly Reboot[];
};

export const NO_ANSWERS: Answers = { unsent: [], reboots: [] };

export type AnswerEntry =
  | { readonly k: 'result'; readonly result: CommandResult }
  /** The server has it, or wants it no more. */
  | { readonly k: 'result-taken'; readonly commandId: string }
  | ({ readonly k: 'reboot' } & Reboot);

/** In the place of what was kept for its command. */
const withResult = (unsent: readonly CommandResult[], result: CommandResult): CommandResult[] => [
  ...unsent.filter(({ commandId }) => commandId !== result.commandId),
  result,
];

export function applyAnswer(before: Answers, entry: AnswerEntry): Answers {
  switch (entry.k) {
    case 'result':
      return { ...before, unsent: withResult(before.unsent, entry.result).slice(-UNSENT_MAX) };
    case 'result-taken':
      return {
        ...before,
        unsent: before.unsent.filter(({ commandId }) => commandId !== entry.commandId),
      };
    case 'reboot': {
      const { k: _k, ...reboot } = entry;
      const others = before.reboots.filter(({ id }) => id !== reboot.id);
      return { ...before, reboots: [...others, reboot].slice(-REBOOTS_MAX) };
    }
  }
}

/** The shortest entries that fold to `answers`. */
export const answerEntries = ({ unsent, reboots }: Answers): AnswerEntry[] => [
  ...unsent.map((result): AnswerEntry => ({ k: 'result', result })),
  ...reboots.map((reboot): AnswerEntry => ({ k: 'reboot', ...reboot })),
];
