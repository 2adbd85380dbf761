/**
 * espeak-ng voice list — danh sách giọng espeak-ng.
 *
 * The three Vietnamese accents that Debian's espeak-ng 1.51 brings. Facts only.
 */
import type { Voice, VoiceRegion } from '../../ports/speech.js';

/** Samples per second of every espeak-ng voice used here. */
export const ESPEAK_SAMPLE_RATE = 22_050;

const voice = (id: string, label: string, region: VoiceRegion): Voice => ({
  id,
  label,
  engine: 'espeak-ng',
  region,
  sampleRate: ESPEAK_SAMPLE_RATE,
  licence: 'espeak-ng, GPL-3.0-or-later (chạy như chương trình riêng)',
});

export const ESPEAK_VOICES: readonly Voice[] = [
  voice('vi', 'Giọng máy miền Bắc', 'north'),
  voice('vi-vn-x-central', 'Giọng máy miền Trung', 'central'),
  voice('vi-vn-x-south', 'Giọng máy miền Nam', 'south'),
];
