/**
 * Mastering tests — kiểm thử xử lý âm thanh.
 *
 * Real voice, real ffmpeg: the finished clip, decoded, is as loud as asked and under the peak limit;
 * an abort leaves nothing; an edit works anew only where words changed.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createMastering } from '#server/adapters/audio/mastering';
import { createEspeakSpeech } from '#server/adapters/speech/espeak-speech';
import { masteringRules } from '#server/core/programme/mastering-rules';
import { HORN_SETTINGS, HORN_VOICE, voiceScript } from '#server/flows/voice-script';
import type { MasterSettings } from '#server/ports/audio';
import { measure } from './measure.js';

const SAMPLES = join(import.meta.dirname, '../../../audio-samples');
const never = new AbortController().signal;
const WORDS = 'ủy ban nhân dân xã thông báo lịch tiêm phòng cho trẻ em đến toàn thể bà con'.split(
  ' ',
);

/** A script of `count` different sentences. */
const script = (count: number) => ({
  sentences: Array.from({ length: count }, (_, index) => ({
    index,
    clause: '',
    kind: 'body' as const,
    written: '',
    spoken: `${WORDS.map((_, i) => WORDS[(i * (index + 1)) % WORDS.length]).join(' ')}, ${WORDS[index % WORDS.length]}.`,
    pauseAfterMs: 350,
    uncertain: [],
  })),
});

describe('a mastered script', () => {
  let folder: string;
  let outDir: string;
  let ports: Parameters<typeof voiceScript>[0];
  let settings: MasterSettings;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loaso-master-'));
    outDir = join(folder, 'clips');
    await mkdir(outDir);
    settings = { ...HORN_SETTINGS, outDir };
    ports = {
      speech: createEspeakSpeech({
        command: 'espeak-ng',
        cacheDir: join(folder, 'speech'),
        cacheMaxBytes: 500_000_000,
      }),
      mastering: createMastering({
        ffmpeg: 'ffmpeg',
        ffprobe: 'ffprobe',
        processes: 2,
        workDir: join(folder, 'work'),
        shelfMaxBytes: 500_000_000,
        rules: masteringRules,
      }),
    };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const voice = (sentences: number, more: Partial<MasterSettings> = {}) => {
    const request = {
      script: script(sentences),
      voice: HORN_VOICE,
      settings: { ...settings, ...more },
    };
    return voiceScript(ports, request, () => undefined, never);
  };

  async function voiced(sentences: number, more: Partial<MasterSettings> = {}) {
    const result = await voice(sentences, more);
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
    return result.value;
  }

  it('is named by its hash and holds loudness, peak and length after decoding', async () => {
    const { clip, speechMs, sentences } = await voiced(40);
    const bytes = await readFile(clip.path);
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(clip.sha256);
    expect(clip.path).to.equal(join(outDir, `${clip.sha256}.mp3`));
    expect(clip.sizeBytes).to.equal(bytes.length);
    const heard = await measure(clip.path);
    expect(heard.loudnessLufs).to.be.closeTo(-16, 1).and.closeTo(clip.loudnessLufs, 0.3);
    expect(heard.truePeakDbtp).to.be.at.most(-1).and.closeTo(clip.truePeakDbtp, 0.2);
    expect(heard.durationMs).to.be.closeTo(clip.durationMs, 60);
    expect(clip.durationMs).to.be.closeTo(speechMs + 40 * 350 + 600, 1_000);
    expect(sentences[39]?.startMs).to.be.within(clip.durationMs - 10_000, clip.durationMs - 3_000);
    expect(await readdir(outDir)).to.deep.equal([`${clip.sha256}.mp3`]);
  }).timeout(20_000);

  it('begins with silence for the relays, then the chime, and ends with the chime', async () => {
    const chimeIn = join(SAMPLES, 'chime-open.flac');
    const chimeOut = join(SAMPLES, 'chime-close.flac');
    const { clip, sentences } = await voiced(3, { chimeIn, chimeOut });
    const bare = (await voiced(3)).clip;
    expect(clip.durationMs - bare.durationMs).to.be.closeTo(2_800 + 600 + 600 + 2_200, 100);
    // The codec puts 69 ms of its own before each stretch: the frame, and the speech behind it.
    const startMs = sentences[0]?.startMs ?? 0;
    expect(startMs).to.be.closeTo(400 + 2_800 + 600 + 2 * 69, 40);
    const part = (fromMs: number) => ['-ss', `${(startMs + fromMs) / 1000}`, '-t', '0.2'];
    expect((await measure(clip.path, part(-250))).truePeakDbtp).to.be.below(-40);
    expect((await measure(clip.path, part(0))).truePeakDbtp).to.be.above(-20);
    const relay = await measure(clip.path, ['-t', '0.4']);
    const chime = await measure(clip.path, ['-ss', '0.5', '-t', '2']);
    expect(relay.truePeakDbtp).to.be.below(-60);
    expect(chime.loudnessLufs).to.be.closeTo(-16, 3);
    expect((await measure(clip.path)).loudnessLufs).to.be.closeTo(-16, 1);
  }).timeout(20_000);

  it('holds the same figures as Opus', async () => {
    const { clip } = await voiced(12, { codec: 'opus', bitrateKbps: 32 });
    const heard = await measure(clip.path);
    expect(clip.path).to.match(/\.opus$/u);
    expect(heard.loudnessLufs).to.be.closeTo(-16, 1);
    expect(heard.truePeakDbtp).to.be.at.most(-1);
  }).timeout(20_000);

  it('reports rising progress up to the end', async () => {
    const shares: number[] = [];
    const request = { script: script(20), voice: HORN_VOICE, settings };
    await voiceScript(ports, request, (share) => shares.push(share), never);
    expect(shares).to.deep.equal([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).to.be.within(0.9, 1);
  }).timeout(20_000);

  it('is made anew only where words changed', async () => {
    const before = await voiced(60);
    const shelf = join(folder, 'work', 'shelf');
    const kept = new Set(await readdir(shelf));
    const edited = script(60);
    edited.sentences[30] = { ...script(61).sentences[60]!, index: 30 };
    const result = await voiceScript(
      ports,
      { script: edited, voice: HORN_VOICE, settings },
      () => undefined,
      never,
    );
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.clip.sha256).to.not.equal(before.clip.sha256);
    const stretches = (names: string[]) => names.filter((name) => name.endsWith('.mp3'));
    const fresh = stretches(await readdir(shelf)).filter((name) => !kept.has(name));
    expect(stretches([...kept]).length).to.be.at.least(4);
    // The edit may move the one cut beside it.
    expect(fresh.length).to.be.within(1, 2);
  }).timeout(30_000);

  it('stops at once when cancelled and leaves nothing unfinished', async () => {
    const stop = new AbortController();
    const request = { script: script(120), voice: HORN_VOICE, settings };
    const result = await voiceScript(
      ports,
      request,
      (share) => {
        if (share > 0.2) stop.abort();
      },
      stop.signal,
    );
    expect(result.ok ? 'voiced' : result.error.code).to.equal('cancelled');
    expect(await readdir(outDir)).to.deep.equal([]);
    expect(await readdir(join(folder, 'work'))).to.deep.equal(['shelf']);
  }).timeout(20_000);

  it('is refused with the number of the sentence that cannot be read', async () => {
    const broken = script(30);
    broken.sentences[17] = { ...broken.sentences[17]!, spoken: 'khoản 5' };
    const request = { script: broken, voice: HORN_VOICE, settings };
    const result = await voiceScript(ports, request, () => undefined, never);
    expect(result).to.deep.include({ ok: false });
    if (!result.ok) expect(result.error).to.include({ code: 'text-refused', sentenceIndex: 17 });
    expect(await readdir(outDir)).to.deep.equal([]);
  }).timeout(20_000);

  it('is refused when there is nothing to read or no ffmpeg', async () => {
    const codes: string[] = [];
    const empty = await voice(0);
    codes.push(empty.ok ? 'ok' : empty.error.code);
    ports = {
      ...ports,
      mastering: createMastering({
        ffmpeg: join(folder, 'absent'),
        ffprobe: 'ffprobe',
        processes: 1,
        workDir: join(folder, 'work'),
        shelfMaxBytes: 1,
        rules: masteringRules,
      }),
    };
    const missing = await voice(1);
    codes.push(missing.ok ? 'ok' : missing.error.code);
    expect(codes).to.deep.equal(['silent', 'engine-missing']);
    expect(await stat(outDir)).to.be.an('object');
  });
});
