/**
 * loaso release add — đưa tệp bản phần mềm vào máy chủ.
 *
 * The same judgement as for an upload in the browser. The server must be running, since its signer says
 * whom the boxes trust; it shows the release at once. Sends nothing to any box.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { AreaId, UserId } from '@loaso/shared/ids';
import { problemOf } from '../adapters/http/problem.js';
import { readConfig } from '../config.js';
import type { Actor } from '../flows/flows.js';
import { openReleases } from '../main/releases.js';
import { withSigner } from './keys-signer.js';

/** Whoever may run this may read the database itself. */
const operator = (areaId: string): Actor => ({
  userId: UserId.parse('command-line'),
  username: 'dòng lệnh',
  fullName: 'Dòng lệnh',
  role: 'administrator',
  areaId: AreaId.parse(areaId),
});

export async function addReleaseFile(path: string): Promise<number> {
  if (!existsSync(path)) {
    process.stderr.write(`${path}: không có tệp này. No such file\n`);
    return 2;
  }
  const config = readConfig(null);
  return await withSigner(async (signer) => {
    const desk = await openReleases(config, signer);
    try {
      const added = await desk.flows.add(operator(config.provinceCode), {
        bytes: createReadStream(path),
        sizeBytes: statSync(path).size,
        signal: new AbortController().signal,
      });
      if (added.ok) {
        const { version, num, files, signedBy } = added.value;
        const kinds = files.map(({ arch }) => arch).join(', ');
        process.stdout.write(`${version} (${num}, ${kinds}), ký bởi ${signedBy.join(', ')}\n`);
        return 0;
      }
      const { title, next, detail } = problemOf(added.error).problem;
      process.stderr.write(
        `${title.vi}. ${next.vi}${detail === undefined ? '' : ` (${detail})`}\n`,
      );
      return 1;
    } finally {
      await desk.close();
    }
  });
}
