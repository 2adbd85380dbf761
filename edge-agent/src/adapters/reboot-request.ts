/**
 * Request for a restart of the board — xin khởi động lại hộp.
 *
 * The service has no right over the system and gets none: it leaves a file, and a unit of root that
 * watches for it does the one thing that it can, which is to start the board anew.
 */
import { writeFile } from 'node:fs/promises';

/**
 * @param file where the unit of root looks; none where nobody does
 * @returns rejects with the reason where the request cannot be left
 */
export const createRebootRequest = (file: string | undefined) => async (): Promise<void> => {
  if (file === undefined) throw new Error('rebootFile is not set: nobody starts this board anew');
  await writeFile(file, '', { mode: 0o600 });
};
