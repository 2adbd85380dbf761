/**
 * Choosing speakers — chọn cụm loa để lấy mã.
 *
 * By place and name, as many as one goes to in a day.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { areasQuery } from '../../api/people.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { Checklist, flipped } from '../../parts/checklist.js';
import { CodeDays } from '../../parts/code-days.js';
import { withClusters } from '../../parts/ended-areas.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';

/** As many as two people install in the days that a code lasts; one sheet of ten pages. */
export const CODES_MAX = 40;

type Props = {
  readonly waiting: readonly DeviceSummary[];
  readonly busy: boolean;
  readonly error: unknown;
  readonly onChosen: (boxes: readonly DeviceSummary[], days: number) => void;
};

export function ChooseBoxes({ waiting, busy, error, onChosen }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  const [areaId, setAreaId] = useState<AreaId | null>(null);
  const [chosen, setChosen] = useState<readonly DeviceId[]>([]);
  const [days, setDays] = useState(1);
  const inside = new Set(
    areasInScope(areas.data ?? [], { areaId: areaId ?? me.areaId }).map(({ id }) => id),
  );
  const shown = waiting.filter(
    ({ id, areaId: at }) => areaId === null || inside.has(at) || chosen.includes(id),
  );
  const boxes = waiting.filter(({ id }) => chosen.includes(id));
  const first = shown.slice(0, CODES_MAX);
  return (
    <Section title={t('enrolment.sheet.boxes')} testId="choose-boxes">
      <AreaField
        label={t('enrolment.sheet.area')}
        areas={withClusters(areasInScope(areas.data ?? [], me))}
        value={areaId}
        clearable
        onChange={setAreaId}
      />
      <div className="row">
        <Button variant="default" size="sm" onClick={() => setChosen(first.map(({ id }) => id))}>
          {t('enrolment.sheet.first', { n: fmt.number(first.length) })}
        </Button>
        <Button
          variant="default"
          size="sm"
          disabled={chosen.length === 0}
          onClick={() => setChosen([])}
        >
          {t('enrolment.sheet.clear')}
        </Button>
      </div>
      <Checklist
        label={t('enrolment.sheet.boxes')}
        find={t('enrolment.sheet.find')}
        none={t('enrolment.sheet.noneFound')}
        choices={shown.map(({ id, name, areaName }) => ({
          id,
          label: t('enrolment.sheet.choice', { name, area: areaName }),
          checked: chosen.includes(id),
          flip: () => setChosen(flipped(chosen, id)),
        }))}
      />
      <CodeDays days={days} onChange={setDays} />
      <Notice tone="warn" still>
        {t('enrolment.sheet.warn')}
      </Notice>
      {boxes.length > CODES_MAX ? (
        <p>{t('enrolment.sheet.most', { n: fmt.number(CODES_MAX) })}</p>
      ) : null}
      <ProblemNotice error={error} />
      <div>
        <Button
          loading={busy}
          disabled={boxes.length === 0 || boxes.length > CODES_MAX}
          onClick={() => onChosen(boxes, days)}
        >
          {t('enrolment.sheet.make', { n: fmt.number(boxes.length) })}
        </Button>
      </div>
    </Section>
  );
}
