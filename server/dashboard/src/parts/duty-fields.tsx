/**
 * Duty fields — vai trò và địa bàn.
 *
 * As what somebody works, and where: the same two fields for an account and for whom letters go to.
 */
import type { AreaId } from '@loaso/shared/ids';
import { Role } from '@loaso/shared/wire/http/people';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import { areasQuery } from '../api/people.js';
import { useMe } from '../app/session.js';
import { useWords } from '../i18n/use-words.js';
import { AreaField, areasInScope } from './area-field.js';
import { forNewWork } from './ended-areas.js';
import { ProblemNotice } from './problem.js';

type Props = {
  readonly labels: { readonly role: string; readonly area: string };
  readonly value: { readonly role: Role; readonly areaId: AreaId | null };
  readonly areaError: ReactNode;
  /** Says under the role what it may do. */
  readonly explained?: boolean;
  readonly onRole: (role: Role) => void;
  readonly onArea: (areaId: AreaId | null) => void;
};

export function DutyFields(props: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  const { labels, value } = props;
  return (
    <>
      <NativeSelect
        label={labels.role}
        {...(props.explained === true ? { description: t(`words.roleDoes.${value.role}`) } : {})}
        value={value.role}
        onChange={(event) => props.onRole(Role.parse(event.currentTarget.value))}
        data={Role.options.map((role) => ({ value: role, label: t(`words.role.${role}`) }))}
      />
      <AreaField
        label={labels.area}
        areas={forNewWork(areasInScope(areas.data ?? [], me), value.areaId)}
        value={value.areaId}
        error={props.areaError}
        onChange={props.onArea}
      />
      <ProblemNotice error={areas.error} onRetry={areas.refetch} />
    </>
  );
}
