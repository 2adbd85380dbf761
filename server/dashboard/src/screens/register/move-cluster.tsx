/**
 * Move a cluster — dời cụm loa.
 *
 * From today on it stands elsewhere; the days before stay as they were. Another area needs a new code.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { ClusterMove, RegisteredCluster } from '@loaso/shared/wire/http/coverage';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { moveCluster } from '../../api/coverage.js';
import { areasQuery } from '../../api/people.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { Dialog } from '../../parts/confirm.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { forNewWork } from '../../parts/ended-areas.js';
import { Notice } from '../../parts/notice.js';
import { toast } from '../../parts/toast.js';
import { useDeed } from '../../parts/use-deed.js';
import { positionOf } from '../devices/position-text.js';

type Props = { readonly cluster: RegisteredCluster; readonly onClose: () => void };

export function MoveCluster({ cluster, onClose }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog opened title={t('coverage.book.moveTitle', { name: cluster.name })} onClose={onClose}>
      <Form cluster={cluster} onClose={onClose} />
    </Dialog>
  );
}

const typedOf = (value: number | undefined): string =>
  value === undefined ? '' : String(value).replace('.', ',');

function Form({ cluster, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  const scope = forNewWork(areasInScope(areas.data ?? [], me), cluster.areaId).filter(
    ({ level }) => level !== 'province',
  );
  const [areaId, setAreaId] = useState<AreaId>(cluster.areaId);
  const [lat, setLat] = useState(typedOf(cluster.position?.lat));
  const [lng, setLng] = useState(typedOf(cluster.position?.lng));
  const deed = useDeed({
    run: (move: ClusterMove) => moveCluster(cluster.deviceId, move),
    renews: ['registry', 'coverage', 'coverage-steps', 'devices', 'device'],
    after: ({ needsEnrolment }) => {
      toast(t(needsEnrolment ? 'coverage.book.movedCode' : 'coverage.book.moved'));
      onClose();
    },
  });
  const typed = positionOf(lat, lng);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.ok) deed.mutate({ areaId, position: typed.position });
  };
  return (
    <DialogForm
      onSubmit={submit}
      onClose={onClose}
      verb={t('coverage.book.moveGo')}
      busy={deed.isPending}
      error={areas.error ?? deed.error}
      blocked={!typed.ok}
    >
      <AreaField
        label={t('coverage.book.moveArea')}
        areas={scope}
        value={areaId}
        onChange={(value) => setAreaId(value ?? cluster.areaId)}
      />
      <div className="register-place">
        <TextInput
          label={t('coverage.book.moveLat')}
          inputMode="decimal"
          value={lat}
          onChange={(event) => setLat(event.currentTarget.value)}
        />
        <TextInput
          label={t('coverage.book.moveLng')}
          inputMode="decimal"
          value={lng}
          onChange={(event) => setLng(event.currentTarget.value)}
        />
      </div>
      <p className={typed.ok ? 'small muted' : 'small danger-text'}>
        {t(typed.ok ? 'coverage.book.movePlace' : 'coverage.book.moveWrong')}
      </p>
      {areaId === cluster.areaId ? null : (
        <Notice tone="warn">
          <p>{t('coverage.book.moveElsewhere')}</p>
        </Notice>
      )}
    </DialogForm>
  );
}
