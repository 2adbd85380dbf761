/** One text becomes sound with the real voice and the real workshop, and is kept by its hash. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VoiceRequest } from '@loaso/shared/wire/http/content';
import { expect } from 'chai';
import { createAudioFiles } from '#server/adapters/system/audio-files';
import { createWorkshop } from '#server/main/workshop';
import { importing, official, openRoom } from '../../../support/content-room.js';
import { given } from '../../../support/people.js';

describe('voicing with the real engines', () => {
  it('leaves one clip of the right loudness, named by what is in it, and nothing half made', async function () {
    this.timeout(60_000);
    const folder = await mkdtemp(join(tmpdir(), 'loaso-content-'));
    const clipDir = join(folder, 'clips');
    await mkdir(clipDir);
    const audioFiles = createAudioFiles(join(folder, 'audio'));
    await audioFiles.start();
    const { speech, mastering } = createWorkshop({
      workDir: join(folder, 'work'),
      cacheDir: join(folder, 'speech'),
    });
    const room = await openRoom({ speech, mastering, audioFiles, clipDir });
    try {
      const { id } = given(await room.content.importText(official, importing()));
      const job = given(await room.content.voice(official, id, VoiceRequest.parse({})));
      await room.content.idle();
      expect(given(await room.content.job(official, job.id))).to.include({
        state: 'done',
        progress: 1,
        problem: null,
      });
      const { clip } = given(await room.content.bulletin(official, id));
      expect(clip?.loudnessLufs).to.be.closeTo(-16, 1);
      expect(clip?.truePeakDbtp).to.be.at.most(-1);
      const file = await audioFiles.find(clip!.sha256);
      const bytes = await readFile(file!.path);
      expect(createHash('sha256').update(bytes).digest('hex')).to.equal(clip?.sha256);
      expect(bytes.length).to.equal(clip?.sizeBytes);
      expect(await readdir(clipDir)).to.deep.equal([]);
    } finally {
      await room.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
