/**
 * Recording tests — kiểm thử tệp thu âm.
 *
 * People send what they have: every odd audio file comes out as a clip with the right figures, and
 * what is no audio is refused with a reason, without a look at any other file.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createMastering } from '#server/adapters/audio/mastering';
import { masteringRules } from '#server/core/programme/mastering-rules';
import type { Mastering, RecordingRepair } from '#server/ports/audio';
import { ffmpeg, measure } from './measure.js';

const never = new AbortController().signal;
const TEXT =
  'kính thưa bà con, ngày mai xã tổ chức tiêm phòng tại nhà văn hóa. xin mời bà con đến đông đủ.';

describe('an uploaded recording', () => {
  let folder: string;
  let outDir: string;
  let voice: string;
  let mastering: Mastering;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-recording-'));
    outDir = join(folder, 'clips');
    await mkdir(outDir);
    voice = join(folder, 'voice.wav');
    spawnSync('espeak-ng', ['-v', 'vi', '-s', '135', '-a', '70', '-w', voice, TEXT]);
    mastering = createMastering({
      ffmpeg: 'ffmpeg',
      ffprobe: 'ffprobe',
      processes: 2,
      workDir: join(folder, 'work'),
      shelfMaxBytes: 100_000_000,
      rules: masteringRules,
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const settings = () =>
    ({ outDir, targetLufs: -16, truePeakMaxDbtp: -1, codec: 'mp3', bitrateKbps: 48 }) as const;
  const master = (path: string) =>
    mastering.masterRecording({ path, settings: settings() }, () => undefined, never);

  async function make(name: string, ...args: string[]): Promise<string> {
    const path = join(folder, name);
    await ffmpeg('-i', voice, ...args, path);
    return path;
  }

  /** Masters, checks the figures that hold for every clip, and gives repairs and length. */
  async function repaired(
    path: string,
  ): Promise<{ repairs: RecordingRepair[]; durationMs: number }> {
    const result = await master(path);
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
    const heard = await measure(result.value.path);
    expect(heard.loudnessLufs).to.be.closeTo(-16, 1);
    expect(heard.truePeakDbtp).to.be.at.most(-1);
    return { repairs: [...result.value.repairs], durationMs: result.value.durationMs };
  }

  async function refused(path: string): Promise<string> {
    const result = await master(path);
    return result.ok ? 'accepted' : result.error.code;
  }

  it('of 8 kHz is brought to the rate of clips', async () => {
    const path = await make('phone.wav', '-ar', '8000', '-ac', '1', '-c:a', 'pcm_mulaw');
    expect((await repaired(path)).repairs).to.include('resampled');
  }).timeout(10_000);

  it('of six channels is mixed to one', async () => {
    const path = await make('film.flac', '-ac', '6', '-ar', '48000');
    expect((await repaired(path)).repairs).to.include('mixed-to-mono');
  }).timeout(10_000);

  it('that was clipped is mended in level and said to have been clipped', async () => {
    const path = await make('loud.wav', '-af', 'volume=30dB', '-c:a', 'pcm_s16le');
    expect((await repaired(path)).repairs).to.include('was-clipped');
  }).timeout(10_000);

  it('that is hardly audible is lifted', async () => {
    expect(
      (await repaired(await make('quiet.flac', '-af', 'volume=-25dB'))).durationMs,
    ).to.be.above(5_000);
  }).timeout(10_000);

  it('with 30 s of silence at the start begins with the speech', async () => {
    const path = await make('late.wav', '-af', 'adelay=30000,apad=pad_dur=20');
    const { repairs, durationMs } = await repaired(path);
    const plain = await repaired(voice);
    expect(repairs).to.include('silence-trimmed');
    expect(durationMs).to.be.closeTo(plain.durationMs, 400);
  }).timeout(15_000);

  it('is believed by its content, not by its name', async () => {
    const path = await make('real.ogg', '-c:a', 'libvorbis');
    const misnamed = join(folder, 'speech.mp3');
    await writeFile(misnamed, await readFile(path));
    const probe = await mastering.probe(misnamed, never);
    expect(probe.ok && probe.value).to.include({ container: 'ogg', codec: 'vorbis', channels: 1 });
    await repaired(misnamed);
  }).timeout(10_000);

  it('that was cut in the middle is used as far as it goes', async () => {
    const path = await make('cut.flac', '-c:a', 'flac');
    await truncate(path, Math.floor((await readFile(path)).length / 2));
    const { repairs, durationMs } = await repaired(path);
    expect(repairs).to.include('was-truncated');
    expect(durationMs).to.be.above(2_000);
  }).timeout(10_000);

  it('in a video file gives its sound', async () => {
    const path = join(folder, 'clip.mp4');
    await ffmpeg(
      '-i',
      voice,
      '-f',
      'lavfi',
      '-i',
      'color=s=64x64:d=3',
      '-c:v',
      'mpeg4',
      '-c:a',
      'aac',
      path,
    );
    await repaired(path);
  }).timeout(10_000);

  it('without sound, too short, empty, absent or no audio is refused with its reason', async () => {
    const write = async (name: string, content: string | Buffer): Promise<string> => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    };
    const noise = Buffer.from(
      Array.from({ length: 50_000 }, (_, i) => (i * 7919 + (i >> 3)) % 251),
    );
    const codes = {
      silent: await refused(await make('silent.wav', '-af', 'volume=0')),
      short: await refused(await make('short.wav', '-ss', '0.5', '-t', '0.2')),
      empty: await refused(await write('empty.mp3', '')),
      absent: await refused(join(folder, 'absent.mp3')),
      folder: await refused(folder),
      garbage: await refused(await write('garbage.mp3', noise)),
      text: await refused(await write('text.mp3', 'Điều 1. Đây là văn bản.\n'.repeat(200))),
      picture: await refused(await picture()),
    };
    expect(codes).to.deep.equal({
      silent: 'silent',
      short: 'too-short',
      empty: 'file-empty',
      absent: 'file-unreadable',
      folder: 'file-unreadable',
      garbage: 'not-audio',
      text: 'not-audio',
      picture: 'not-audio',
    });
  }).timeout(20_000);

  it('that is a playlist in disguise is refused, whatever it points at', async () => {
    const disguises = {
      'list.mp3': `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://${voice}\n#EXT-X-ENDLIST\n`,
      'concat.mp3': `ffconcat version 1.0\nfile '${voice}'\n`,
      'remote.mp3': '#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n',
      'sdp.mp3':
        'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n',
    };
    for (const [name, content] of Object.entries(disguises)) {
      await writeFile(join(folder, name), content);
      expect(await refused(join(folder, name)), name).to.equal('not-audio');
    }
  }).timeout(10_000);

  it('is not read on after a cancel, and no unfinished file stays', async () => {
    const stop = new AbortController();
    const before = await readdir(outDir);
    const result = await mastering.masterRecording(
      { path: voice, settings: { ...settings(), targetLufs: -17 } },
      () => stop.abort(),
      stop.signal,
    );
    expect(result.ok ? 'mastered' : result.error.code).to.equal('cancelled');
    expect(await readdir(outDir)).to.deep.equal(before);
    expect(await readdir(join(folder, 'work'))).to.deep.equal(['shelf']);
  }).timeout(10_000);

  async function picture(): Promise<string> {
    const path = join(folder, 'picture.png');
    await ffmpeg('-f', 'lavfi', '-i', 'color=s=64x64:d=0.1', '-frames:v', '1', path);
    return path;
  }
});
