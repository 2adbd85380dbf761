/** Doctor — khám máy: every voice is named, and one that may not speak with what to do. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { examine } from '#server/cli/doctor';
import { readConfig } from '#server/config';
import { putStandIn } from '../speech/stand-in-addon.js';
import { putTinyVoice } from '../speech/tiny-voice.js';

describe('loaso doctor', function () {
  this.timeout(20_000);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-doctor-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('lists every voice that it finds, with its engine and speed, and says why one may not speak', async () => {
    const voicesDir = join(folder, 'giong');
    await mkdir(voicesDir);
    await putTinyVoice(voicesDir, 'ti-hon');
    await putTinyVoice(voicesDir, 'trung', { manifest: { id: 'vi' } });
    const config = readConfig(null, {
      LOASO_DATA_DIR: join(folder, 'data'),
      LOASO_VOICES_DIR: voicesDir,
      LOASO_SHERPA_MODULE: await putStandIn(folder),
      LOASO_VOICE_SPEED: '150',
    });
    const voices = (await examine(config)).filter(({ what }) => what.startsWith('voice '));
    expect(voices.map(({ what, next }) => [what, next])).to.deep.equal([
      ['voice vi', null],
      ['voice vi-vn-x-central', null],
      ['voice vi-vn-x-south', null],
      ['voice ti-hon', null],
      ['voice hong:vi-4', 'mã giọng “vi” đã thuộc về giọng khác: hãy đổi mã'],
    ]);
    expect(voices[0]?.found).to.match(/espeak-ng, 150 words a minute/);
    expect(voices[3]?.found).to.match(/sherpa-onnx/);
  });
});
