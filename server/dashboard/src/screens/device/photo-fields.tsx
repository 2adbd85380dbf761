/**
 * Fields of a photo — ảnh chụp gì, ghi chú.
 *
 * The same when it is taken and when something else is said of it.
 */
import { type PhotoAbout, PhotoKind } from '@loaso/shared/wire/http/photos';
import { NativeSelect, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';

const CAPTION_MAX = 200;

type Props = {
  readonly about: PhotoAbout;
  readonly disabled?: boolean;
  readonly onChange: (about: PhotoAbout) => void;
};

export function PhotoFields({ about, disabled = false, onChange }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <NativeSelect
        label={t('fleet.photo.kind')}
        value={about.kind}
        disabled={disabled}
        onChange={({ currentTarget }) =>
          onChange({ ...about, kind: PhotoKind.parse(currentTarget.value) })
        }
        data={PhotoKind.options.map((value) => ({ value, label: t(`words.photoKind.${value}`) }))}
      />
      <TextInput
        label={t('fleet.photo.caption')}
        maxLength={CAPTION_MAX}
        value={about.caption}
        disabled={disabled}
        onChange={({ currentTarget }) => onChange({ ...about, caption: currentTarget.value })}
      />
    </>
  );
}
