/**
 * The week ahead — tuần tới sẽ phát gì.
 *
 * For an area or one of its speakers; asked of the server, which resolves as the boxes do.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { Button, Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { devicesQuery } from '../../api/fleet.js';
import { areasQuery } from '../../api/people.js';
import { aheadQuery } from '../../api/schedule.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { Icon } from '../../parts/icon.js';
import { Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { AheadView } from './ahead-view.js';
import { GroupField } from './group-field.js';

export function AheadScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate({ from: '/lich-phat/tuan-toi' });
  const search = useSearch({ from: '/frame/lich-phat/tuan-toi' });
  const areaId = search.diaBan ?? me.areaId;
  const [deviceId, setDeviceId] = useState<DeviceId | null>(null);
  const [only, setOnly] = useState(false);
  const areas = useQuery(areasQuery);
  const scope = areasInScope(areas.data ?? [], me);
  const devices = useQuery(devicesQuery);
  const inside = new Set(areasInScope(areas.data ?? [], { areaId }).map(({ id }) => id));
  const boxes = (devices.data ?? []).filter((one) => inside.has(one.areaId));
  const week = useQuery(
    aheadQuery({ areaId, groupId: search.nhom, ...(deviceId === null ? {} : { deviceId }) }),
  );
  const areaName = areas.data?.find(({ id }) => id === areaId)?.name ?? me.areaName;
  return (
    <Page
      title={t('schedule.ahead.title')}
      intro={t('schedule.ahead.intro', { area: areaName })}
      actions={
        <Button
          variant="default"
          leftSection={<Icon name="calendar" size={18} />}
          onClick={() => void navigate({ to: '/lich-phat' })}
        >
          {t('schedule.week.title')}
        </Button>
      }
    >
      <div className="row week-bar">
        {scope.length > 1 ? (
          <AreaField
            label={t('schedule.week.area')}
            areas={scope}
            value={areaId}
            onChange={(next) => {
              setDeviceId(null);
              void navigate({ search: { diaBan: next ?? undefined, nhom: undefined } });
            }}
          />
        ) : null}
        <GroupField
          areaIds={[...inside]}
          value={search.nhom}
          onChange={(nhom) => {
            setDeviceId(null);
            void navigate({ search: (old) => ({ ...old, nhom }) });
          }}
        />
        <Select
          label={t('schedule.ahead.box')}
          placeholder={t('schedule.ahead.allBoxes')}
          clearable
          searchable
          limit={200}
          value={deviceId}
          onChange={(value) => setDeviceId(value as DeviceId | null)}
          data={boxes.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Checkbox
          className="ahead-only"
          size="md"
          label={t('schedule.ahead.only')}
          checked={only}
          onChange={(event) => setOnly(event.currentTarget.checked)}
        />
      </div>
      <ProblemNotice error={week.error} onRetry={week.refetch} />
      {week.isPending ? <Waiting /> : null}
      {week.data === undefined ? null : <AheadView week={week.data} onlyTroubled={only} />}
    </Page>
  );
}
