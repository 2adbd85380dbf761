/**
 * Answer of a tool — lời của một chương trình.
 *
 * Asks a program of the system one thing, within a bounded time. Not installed is an answer as well.
 */
import { execFile } from 'node:child_process';

const TOOL_MS_MAX = 5_000;

export type ToolAnswer = { readonly good: boolean; readonly text: string };

/** Null where the program is not installed. */
export const askTool = (program: string, ...words: string[]): Promise<ToolAnswer | null> =>
  new Promise((resolve) => {
    execFile(program, words, { timeout: TOOL_MS_MAX }, (cause, stdout, stderr) => {
      const missing = cause !== null && 'code' in cause && cause.code === 'ENOENT';
      resolve(missing ? null : { good: cause === null, text: `${stdout}${stderr}` });
    });
  });

/** First line that a program prints of itself, or null where it is not installed. */
export async function versionOf(program: string): Promise<string | null> {
  const answer = await askTool(program, '--version');
  return answer === null ? null : (answer.text.split('\n')[0] ?? '').slice(0, 80);
}
