/**
 * Photos of a cluster — ảnh cụm loa.
 *
 * What stands there, as somebody saw it. Nothing is fetched before it comes into view; the large
 * picture when it is opened.
 */
import type { PhotoId } from '@loaso/shared/ids';
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import { PHOTOS_MAX, type Photo } from '@loaso/shared/wire/http/photos';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { photosQuery } from '../../api/photos.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { Thumbnail } from '../../parts/thumbnail.js';
import { useSeen } from '../../parts/use-seen.js';
import { AddPhoto } from './add-photo.js';
import { PhotoLarge } from './photo-large.js';
import './photos.css';

export function Photos({ device }: { readonly device: DeviceDetail }): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const { ref, seen } = useSeen<HTMLDivElement>();
  const photos = useQuery({ ...photosQuery(device.id), enabled: seen });
  const [opened, setOpened] = useState<PhotoId | null>(null);
  const edits = may.photograph(me.role);
  const count = photos.data?.length ?? 0;
  return (
    <div ref={ref}>
      <Section title={t('fleet.photo.title')} testId="photos">
        <ProblemNotice error={photos.error} onRetry={photos.refetch} />
        {photos.isPending ? <Waiting /> : null}
        {photos.data !== undefined && count === 0 ? (
          <p className="muted">{t('fleet.photo.none')}</p>
        ) : null}
        <ul className="plain-list photo-grid">
          {photos.data?.map((photo) => (
            <li key={photo.id}>
              <Small photo={photo} onOpen={() => setOpened(photo.id)} />
            </li>
          ))}
        </ul>
        {edits && device.state !== 'revoked' && photos.data !== undefined ? (
          count < PHOTOS_MAX ? (
            <AddPhoto deviceId={device.id} />
          ) : (
            <p className="small muted">{t('fleet.photo.full', { n: fmt.number(PHOTOS_MAX) })}</p>
          )
        ) : null}
        <PhotoLarge
          deviceId={device.id}
          photo={photos.data?.find(({ id }) => id === opened) ?? null}
          editable={edits}
          onClose={() => setOpened(null)}
        />
      </Section>
    </div>
  );
}

type SmallProps = { readonly photo: Photo; readonly onOpen: () => void };

function Small({ photo, onOpen }: SmallProps): JSX.Element {
  const { t } = useWords();
  return (
    <button type="button" className="photo-open" data-testid="photo" onClick={onOpen}>
      <Thumbnail sha256={photo.thumbSha256} alt="" />
      <span className="visually-hidden">{t('fleet.photo.open')}</span>
      <span className="small strong">{t(`words.photoKind.${photo.kind}`)}</span>
      {photo.caption === '' ? null : <span className="small wrap-any">{photo.caption}</span>}
    </button>
  );
}
