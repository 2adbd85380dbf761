/**
 * Add a photo — thêm ảnh cụm loa.
 *
 * For somebody at the pole with a phone in one hand: say what it shows, press, and it goes. The
 * browser is asked for kinds that the server takes, so that an iPhone converts its own.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { PHOTO_BYTES_MAX, type PhotoAbout } from '@loaso/shared/wire/http/photos';
import { Button, FileButton } from '@mantine/core';
import { type JSX, useState } from 'react';
import { addPhoto } from '../../api/photos.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { UploadBar } from '../../parts/upload-bar.js';
import { useUpload } from '../../parts/use-upload.js';
import { PhotoFields } from './photo-fields.js';

const KINDS_TAKEN = 'image/jpeg,image/png,image/webp';
const MEGABYTE = 1_048_576;

export function AddPhoto({ deviceId }: { readonly deviceId: DeviceId }): JSX.Element {
  const { t, fmt } = useWords();
  const [about, setAbout] = useState<PhotoAbout>({ kind: 'pole', caption: '' });
  const [tooLarge, setTooLarge] = useState(false);
  const upload = useUpload({
    run: (carried) => addPhoto(deviceId, about, carried),
    renews: ['photos', 'work'],
    done: t('fleet.photo.added'),
    after: () => setAbout({ ...about, caption: '' }),
  });
  const take = (file: File | null): void => {
    if (file === null) return;
    setTooLarge(file.size > PHOTO_BYTES_MAX);
    if (file.size <= PHOTO_BYTES_MAX) upload.send(file);
  };
  return (
    <div className="stack" data-testid="add-photo">
      <PhotoFields about={about} disabled={upload.busy} onChange={setAbout} />
      {tooLarge ? (
        <Notice tone="bad">
          <p>{t('fleet.photo.large', { n: fmt.number(PHOTO_BYTES_MAX / MEGABYTE) })}</p>
        </Notice>
      ) : null}
      <UploadBar upload={upload} />
      {upload.busy ? null : <Sources onFile={take} />}
    </div>
  );
}

function Sources({ onFile }: { readonly onFile: (file: File | null) => void }): JSX.Element {
  const { t } = useWords();
  return (
    <div className="row">
      <FileButton onChange={onFile} accept={KINDS_TAKEN} capture="environment">
        {(props) => (
          <Button leftSection={<Icon name="camera" size={18} />} {...props}>
            {t('fleet.photo.take')}
          </Button>
        )}
      </FileButton>
      <FileButton onChange={onFile} accept={KINDS_TAKEN}>
        {(props) => (
          <Button variant="default" leftSection={<Icon name="upload" size={18} />} {...props}>
            {t('fleet.photo.choose')}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
