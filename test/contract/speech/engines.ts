/**
 * Engines under one contract — các bộ máy chung một hợp đồng.
 *
 * Each engine of the speech port, opened for a test: how often it really spoke, and how to make it
 * lose words. The neural engine runs on the stand-in for the add-on, and on the real one where
 * `LOASO_TEST_SHERPA` tells where it lies.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEspeakSpeech } from '#server/adapters/speech/espeak-speech';
import { createSherpaSpeech, type SherpaSpeech } from '#server/adapters/speech/sherpa-speech';
import { createVoiceRouter } from '#server/adapters/speech/voice-router';
import type { Speech } from '#server/ports/speech';
import { openCloudRoom } from '../../integration/speech/cloud-room.js';
import { putStandIn, REAL_ADDON } from '../../integration/speech/stand-in-addon.js';
import { putTinyVoice, type TinyVoice } from '../../integration/speech/tiny-voice.js';

export type OpenEngine = {
  readonly speech: Speech;
  readonly voiceId: string;
  /** How often the engine spoke (not the cache), in its own count. */
  spoke(): number;
  /** The same engine, losing words of the sentence "câu này bị cụt". */
  forgetful(): Promise<Speech>;
  close(): Promise<void>;
};

export type Engine = {
  readonly name: string;
  /** `folder` is empty and goes away after the test. */
  open(folder: string): Promise<OpenEngine>;
};

const never = new AbortController().signal;
const cacheIn = (folder: string) => ({
  cacheDir: join(folder, 'cache'),
  cacheMaxBytes: 100_000_000,
});

const espeak: Engine = {
  name: 'espeak-ng',
  open: (folder) => {
    let spoke = 0;
    const options = { ...cacheIn(folder), onProcess: () => (spoke += 1) };
    return Promise.resolve({
      speech: createEspeakSpeech({ command: 'espeak-ng', ...options }),
      voiceId: 'vi',
      spoke: () => spoke,
      forgetful: async () => {
        const command = join(folder, 'forgetful');
        const script = [
          '#!/bin/sh',
          'case "$1" in --version) exec espeak-ng --version;; esac',
          'for last; do :; done',
          'exec espeak-ng -v vi -w "$last" "ạ"',
        ];
        await writeFile(command, `${script.join('\n')}\n`, { mode: 0o755 });
        return createEspeakSpeech({ command, ...options });
      },
      close: () => Promise.resolve(),
    });
  },
};

const neural = (name: string, addon: string | undefined): Engine => ({
  name,
  open: async (folder) => {
    let spoke = 0;
    const opened: SherpaSpeech[] = [];
    const open = async (voicesDir: string, voice: TinyVoice): Promise<Speech> => {
      await putTinyVoice(voicesDir, 'ti-hon', voice);
      const speech = createSherpaSpeech({
        voicesDir,
        addon: addon ?? (await putStandIn(folder)),
        ...cacheIn(folder),
        threads: 1,
        onMemory: () => (spoke += 1),
      });
      opened.push(speech);
      await speech.start(never);
      return speech;
    };
    return {
      speech: await open(join(folder, 'voices'), {}),
      voiceId: 'ti-hon',
      spoke: () => spoke,
      // A list of tokens without most letters: the real engine skips what it does not find.
      forgetful: () => open(join(folder, 'forgetful'), { letters: '_ .ị' }),
      close: () => {
        for (const speech of opened) speech.stop();
        return Promise.resolve();
      },
    };
  },
});

const cloud: Engine = {
  name: 'a service over HTTP',
  open: async () => {
    const room = await openCloudRoom();
    return {
      speech: await room.services(),
      voiceId: 'viettel-diemmy',
      spoke: () => room.cloud.requests.length,
      forgetful: () => {
        room.cloud.always = 'short';
        return room.services();
      },
      close: () => room.close(),
    };
  },
};

/** Behind the router, whose promise is to change nothing. */
const routed: Engine = {
  name: 'espeak-ng behind the router',
  open: async (folder) => {
    const inner = await espeak.open(folder);
    return {
      ...inner,
      speech: createVoiceRouter([inner.speech]),
      forgetful: async () => createVoiceRouter([await inner.forgetful()]),
    };
  },
};

export const ENGINES: readonly Engine[] = [
  espeak,
  routed,
  neural('sherpa-onnx (stand-in)', undefined),
  ...(REAL_ADDON === undefined ? [] : [neural('sherpa-onnx', REAL_ADDON)]),
  cloud,
];
