/**
 * A large photo — xem một ảnh.
 *
 * As large as the screen lets it be, with who took it; whoever may can say something else of it or
 * remove it.
 */
import type { DeviceId } from '@loaso/shared/ids';
import type { Photo, PhotoAbout } from '@loaso/shared/wire/http/photos';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { changePhoto, pictureAt, removePhoto } from '../../api/photos.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Dialog } from '../../parts/confirm.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useDeed } from '../../parts/use-deed.js';
import { PhotoFields } from './photo-fields.js';

type Props = {
  readonly deviceId: DeviceId;
  readonly photo: Photo | null;
  readonly editable: boolean;
  readonly onClose: () => void;
};

export function PhotoLarge({ deviceId, photo, editable, onClose }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const kind = photo === null ? '' : t(`words.photoKind.${photo.kind}`);
  return (
    <Dialog opened={photo !== null} title={kind} onClose={onClose}>
      {photo === null ? null : (
        <div className="stack" data-testid="photo-large">
          <img
            className="photo-large"
            src={pictureAt(photo.sha256)}
            width={photo.width}
            height={photo.height}
            alt={photo.caption === '' ? kind : photo.caption}
          />
          {photo.caption === '' ? null : <p className="wrap-any">{photo.caption}</p>}
          <p className="small muted">
            {t('fleet.photo.by', { who: photo.by, when: fmt.when(photo.at, now) })}
          </p>
          {editable ? <Deeds deviceId={deviceId} photo={photo} onRemoved={onClose} /> : null}
        </div>
      )}
    </Dialog>
  );
}

const RENEWS = ['photos', 'work'] as const;

type DeedsProps = {
  readonly deviceId: DeviceId;
  readonly photo: Photo;
  readonly onRemoved: () => void;
};

function Deeds({ deviceId, photo, onRemoved }: DeedsProps): JSX.Element {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  return (
    <div className="row row-end">
      <Button variant="default" onClick={() => setEditing(true)}>
        {t('fleet.photo.edit')}
      </Button>
      <RemoveButton
        verb={t('fleet.photo.remove')}
        title={t('fleet.photo.removeTitle')}
        run={() => removePhoto(deviceId, photo.id)}
        renews={RENEWS}
        done={t('fleet.photo.removed')}
        after={onRemoved}
      >
        <p>{t('fleet.photo.removeBody')}</p>
      </RemoveButton>
      <Dialog opened={editing} title={t('fleet.photo.editTitle')} onClose={() => setEditing(false)}>
        <EditForm deviceId={deviceId} photo={photo} onClose={() => setEditing(false)} />
      </Dialog>
    </div>
  );
}

type EditProps = {
  readonly deviceId: DeviceId;
  readonly photo: Photo;
  readonly onClose: () => void;
};

function EditForm({ deviceId, photo, onClose }: EditProps): JSX.Element {
  const { t } = useWords();
  const [about, setAbout] = useState<PhotoAbout>({ kind: photo.kind, caption: photo.caption });
  const deed = useDeed({
    run: () => changePhoto(deviceId, photo.id, about),
    renews: RENEWS,
    done: t('fleet.photo.edited'),
    after: onClose,
  });
  return (
    <DialogForm
      onSubmit={(event) => {
        event.preventDefault();
        deed.mutate(undefined);
      }}
      onClose={onClose}
      verb={t('shell.app.save')}
      busy={deed.isPending}
      error={deed.error}
    >
      <PhotoFields about={about} onChange={setAbout} />
    </DialogForm>
  );
}
