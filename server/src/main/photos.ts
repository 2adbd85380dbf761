/**
 * Photos put together — ghép xưởng ảnh.
 *
 * One picture at a time: a commune can wait a second, the voices and the mastering must not.
 */
import { createPhotoMaker } from '../adapters/audio/photo-maker.js';
import { photoRules } from '../core/photo/photo-rules.js';
import { createPhotoFlows, type PhotoService } from '../flows/photos/photos.js';
import type { Base } from './base.js';

export const photosOf = (base: Base): PhotoService =>
  createPhotoFlows({
    ...base,
    maker: createPhotoMaker({
      ...{ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', processes: 1 },
      rules: photoRules,
    }),
  });
