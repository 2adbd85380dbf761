/**
 * Form of a group — lập, sửa nhóm cụm loa.
 *
 * A name and who is in it. What is saved counts at once for the lines that mean the group.
 */
import type { ClusterGroupId, DeviceId } from '@loaso/shared/ids';
import type { ClusterGroup, ClusterGroupChange } from '@loaso/shared/wire/http/cluster-groups';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { previewGroup, removeGroup, saveGroup } from '../../api/cluster-groups.js';
import { devicesQuery } from '../../api/fleet.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Checklist, flipped } from '../../parts/checklist.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Forecast } from '../../parts/forecast.js';
import { ProblemNotice } from '../../parts/problem.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useDeed } from '../../parts/use-deed.js';
import { type StationDraft, StationPart, stationDraft } from './station-part.js';

type Props = {
  readonly group: ClusterGroup | null;
  readonly onSaved: (group: ClusterGroup) => void;
  readonly onRemoved: (id: ClusterGroupId) => void;
  readonly onClose: () => void;
};

const RENEWS = ['cluster-groups', 'stations', 'entries', 'calendar', 'week-ahead'] as const;

export function GroupForm({ group, onSaved, onRemoved, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const [name, setName] = useState(group?.name ?? '');
  const [deviceIds, setDeviceIds] = useState<readonly DeviceId[]>(group?.deviceIds ?? []);
  const [station, setStation] = useState<StationDraft>(stationDraft(group?.stationName ?? null));
  const deed = useDeed({
    run: (change: ClusterGroupChange) => saveGroup(change),
    renews: RENEWS,
    done: t('schedule.group.saved'),
    after: onSaved,
  });
  const areaId = group?.areaId ?? me.areaId;
  const members = { areaId, name: name.trim(), deviceIds: [...deviceIds] };
  const blocked = name.trim() === '' || deviceIds.length === 0 || station?.name.trim() === '';
  // Of a new group no line is there yet; and a name is sent to nobody.
  const asked = group === null || blocked ? null : { ...members, name: group.name, id: group.id };
  return (
    <DialogForm
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog hangs on the form behind it.
        event.stopPropagation();
        const change =
          station === null
            ? { ...members, stationName: null }
            : { ...members, stationName: station.name.trim(), since: station.since };
        deed.mutate(group === null ? change : { ...change, id: group.id });
      }}
      onClose={onClose}
      verb={t('shell.app.save')}
      busy={deed.isPending}
      error={deed.error}
      blocked={blocked}
    >
      <TextInput
        label={t('schedule.group.name')}
        description={t('schedule.group.nameHint')}
        value={name}
        maxLength={80}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Members deviceIds={deviceIds} onChange={setDeviceIds} />
      <StationPart station={station} onChange={setStation} />
      <Forecast of="group" change={asked} ask={previewGroup} />
      {group === null ? null : (
        <div>
          <RemoveButton
            verb={t('schedule.group.remove')}
            title={t('schedule.group.removeTitle', { name: group.name })}
            run={() => removeGroup(group.id)}
            renews={RENEWS}
            done={t('schedule.group.removed')}
            after={() => onRemoved(group.id)}
          >
            <p>{t('schedule.group.removeBody')}</p>
          </RemoveButton>
        </div>
      )}
    </DialogForm>
  );
}

type MembersProps = {
  readonly deviceIds: readonly DeviceId[];
  readonly onChange: (deviceIds: readonly DeviceId[]) => void;
};

function Members({ deviceIds, onChange }: MembersProps): JSX.Element {
  const { t, fmt } = useWords();
  const devices = useQuery(devicesQuery);
  return (
    <div className="stack-sm">
      <ProblemNotice error={devices.error} />
      <Checklist
        label={t('schedule.group.members')}
        find={t('schedule.add.whereFind')}
        none={t('schedule.add.whereNone')}
        choices={(devices.data ?? [])
          .filter(({ id, state }) => state !== 'revoked' || deviceIds.includes(id))
          .map(({ id, name, areaName }) => ({
            id,
            label: t('schedule.add.whereBox', { name, area: areaName }),
            checked: deviceIds.includes(id),
            flip: () => onChange(flipped(deviceIds, id)),
          }))}
      />
      <p className="small muted" role="status">
        {t('schedule.group.count', { n: fmt.number(deviceIds.length) })}
      </p>
    </div>
  );
}
