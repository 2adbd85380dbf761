/**
 * Where — phát ở đâu.
 *
 * Whole areas, groups or single speakers of this person's scope, found without diacritics.
 */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { devicesQuery } from '../../api/fleet.js';
import { areasQuery } from '../../api/people.js';
import { useOwnBoxes } from '../../app/own-boxes.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { areasInScope } from '../../parts/area-field.js';
import { Checklist, type Choice, flipped } from '../../parts/checklist.js';
import { labelOf, withClusters } from '../../parts/ended-areas.js';
import { OwnStation } from '../../parts/own-station.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { placesChosen } from './entry-draft.js';
import { Groups } from './groups.js';
import type { PartProps } from './part-props.js';

type Kind = 'areas' | 'groups' | 'boxes';

export function Where({ draft, change, title }: PartProps): JSX.Element {
  const { t, fmt } = useWords();
  const own = useOwnBoxes();
  const [kind, setKind] = useState<Kind>(own === null ? 'areas' : 'groups');
  return (
    <Section title={title ?? t('schedule.add.where')} testId="where">
      <OwnStation about="choose" />
      <SegmentedControl
        aria-label={t('schedule.add.where')}
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        data={[
          ...(own === null ? [{ value: 'areas', label: t('schedule.add.whereAreas') }] : []),
          { value: 'groups', label: t('schedule.add.whereGroups') },
          { value: 'boxes', label: t('schedule.add.whereBoxes') },
        ]}
      />
      {kind === 'groups' ? (
        <Groups draft={draft} change={change} />
      ) : (
        <Places kind={kind} draft={draft} change={change} />
      )}
      <p className="small muted" role="status">
        {t('schedule.add.chosen', { n: fmt.number(placesChosen(draft)) })}
      </p>
    </Section>
  );
}

type PlacesProps = PartProps & { readonly kind: Exclude<Kind, 'groups'> };

function Places({ kind, draft, change }: PlacesProps): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const own = useOwnBoxes();
  const areas = useQuery(areasQuery);
  const devices = useQuery(devicesQuery);
  const areaChoices = withClusters(areasInScope(areas.data ?? [], me), draft.areaIds).map(
    (area): Choice => ({
      id: area.id,
      label: labelOf(area, t),
      checked: draft.areaIds.includes(area.id),
      flip: () => change({ areaIds: flipped(draft.areaIds, area.id) }),
    }),
  );
  const boxChoices = (devices.data ?? [])
    .filter(({ id, state }) => state !== 'revoked' && own?.holds(id) !== false)
    .map(
      (device): Choice => ({
        id: device.id,
        label: t('schedule.add.whereBox', { name: device.name, area: device.areaName }),
        checked: draft.deviceIds.includes(device.id),
        flip: () => change({ deviceIds: flipped(draft.deviceIds, device.id) }),
      }),
    );
  return (
    <>
      <ProblemNotice error={areas.error ?? devices.error} />
      <Checklist
        key={kind}
        choices={kind === 'areas' ? areaChoices : boxChoices}
        label={t('schedule.add.where')}
        find={t('schedule.add.whereFind')}
        none={t('schedule.add.whereNone')}
      />
    </>
  );
}
