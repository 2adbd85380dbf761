/**
 * Entering a source — thêm nguồn tiếp âm.
 *
 * The server listens to it at once; it airs only after a leader has approved it.
 */
import type { AreaId } from '@loaso/shared/ids';
import { NewRelaySource } from '@loaso/shared/wire/http/relays';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { areasQuery } from '../../api/people.js';
import { addSource } from '../../api/relays.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { forNewWork } from '../../parts/ended-areas.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

export function AddSource(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  const [areaId, setAreaId] = useState<AreaId>(me.areaId);
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [origin, setOrigin] = useState<'central' | 'province'>('central');
  const body = NewRelaySource.safeParse({ areaId, name, url: url.trim(), origin });
  const add = useDeed({
    run: addSource,
    renews: ['relay-sources'],
    done: t('schedule.relay.added'),
    after: () => {
      setName('');
      setUrl('');
    },
  });
  return (
    <Section title={t('schedule.relay.add')} testId="add-relay-source">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (body.success) add.mutate(body.data);
        }}
      >
        <TextInput
          label={t('schedule.relay.name')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('schedule.relay.url')}
          description={t('schedule.relay.urlHint')}
          inputMode="url"
          maxLength={300}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('schedule.relay.originOf')}
          value={origin}
          onChange={(event) =>
            setOrigin(event.currentTarget.value === 'province' ? 'province' : 'central')
          }
          data={(['central', 'province'] as const).map((value) => ({
            value,
            label: t(`schedule.relay.origin.${value}`),
          }))}
        />
        <AreaField
          label={t('schedule.relay.area')}
          areas={forNewWork(areasInScope(areas.data ?? [], me), areaId)}
          value={areaId}
          onChange={(chosen) => setAreaId(chosen ?? me.areaId)}
        />
        <ProblemNotice error={add.error} />
        <div>
          <Button type="submit" disabled={!body.success} loading={add.isPending}>
            {t('schedule.relay.save')}
          </Button>
        </div>
        <p className="small muted">{t('schedule.relay.saveHint')}</p>
      </form>
    </Section>
  );
}
