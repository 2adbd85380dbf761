/**
 * Remarks — nhận xét, kiến nghị của người lập báo cáo.
 *
 * What stands on the printed paper besides the figures. Each saving is kept with who and when; earlier
 * versions can be read again and taken back into the form.
 */

import type { Evaluation, Remarks } from '@loaso/shared/wire/http/report-evaluation';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { remarksQuery, saveRemarks } from '../../api/reports.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = { readonly span: PeriodSpan; readonly report: Evaluation };

type Said = Pick<Remarks, 'office' | 'parent' | 'comment' | 'proposal' | 'recipients' | 'signer'>;

const NOTHING: Said = {
  office: '',
  parent: '',
  comment: '',
  proposal: '',
  recipients: '',
  signer: '',
};

const saidIn = (remarks: Remarks | undefined): Said => {
  if (remarks === undefined) return NOTHING;
  const { office, parent, comment, proposal, recipients, signer } = remarks;
  return { office, parent, comment, proposal, recipients, signer };
};

export function RemarksPart({ span, report }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const kept = useQuery(remarksQuery(span));
  const versions = kept.data?.versions;
  const own = report.areaId === me.areaId || may.govern(me.role);
  return (
    <Section title={t('evaluation.remarks.title')} testId="remarks">
      <ProblemNotice error={kept.error} onRetry={kept.refetch} />
      {kept.isPending ? <Waiting /> : null}
      {versions === undefined ? null : own && may.remark(me.role) ? (
        <Editor key={versions[0]?.version ?? 0} report={report} versions={versions} />
      ) : (
        <Reading versions={versions} />
      )}
    </Section>
  );
}

function Reading({ versions }: { readonly versions: readonly Remarks[] }): JSX.Element {
  const { t } = useWords();
  const [newest] = versions;
  if (newest === undefined) return <p className="muted">{t('evaluation.remarks.none')}</p>;
  return <Version remarks={newest} />;
}

type EditorProps = { readonly report: Evaluation; readonly versions: readonly Remarks[] };

function Editor({ report: { areaId, from, to }, versions }: EditorProps): JSX.Element {
  const { t, fmt } = useWords();
  const [newest, ...older] = versions;
  const [said, setSaid] = useState<Said>(saidIn(newest));
  const save = useDeed({
    run: saveRemarks,
    renews: ['report-remarks', 'report-evaluation'],
    done: t('evaluation.remarks.saved'),
  });
  const change = (next: Partial<Said>): void => setSaid({ ...said, ...next });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...said, areaId: areaId, from, to, seen: newest?.version ?? 0 });
      }}
    >
      <p className="small muted">{t('evaluation.remarks.how')}</p>
      <Fields said={said} onChange={change} />
      <ProblemNotice error={save.error} />
      <div className="row">
        <Button type="submit" loading={save.isPending} data-testid="save-remarks">
          {t('evaluation.remarks.save')}
        </Button>
        {newest === undefined ? null : (
          <span className="small muted" data-testid="remarks-saved">
            {t('evaluation.remarks.by', {
              n: newest.version,
              who: newest.by,
              when: fmt.dateTime(newest.at),
            })}
          </span>
        )}
      </div>
      {older.length === 0 ? null : (
        <details>
          <summary>{t('evaluation.remarks.older', { n: older.length })}</summary>
          <div className="stack">
            {older.map((one) => (
              <Version key={one.version} remarks={one}>
                <Button variant="default" size="xs" onClick={() => setSaid(saidIn(one))}>
                  {t('evaluation.remarks.again')}
                </Button>
              </Version>
            ))}
          </div>
        </details>
      )}
    </form>
  );
}

type FieldsProps = { readonly said: Said; readonly onChange: (next: Partial<Said>) => void };

function Fields({ said, onChange }: FieldsProps): JSX.Element {
  const { t } = useWords();
  const area = (name: 'comment' | 'proposal' | 'recipients', most: number): JSX.Element => (
    <Textarea
      label={t(`evaluation.remarks.${name}`)}
      placeholder={t(`evaluation.remarks.example.${name}`)}
      autosize
      minRows={3}
      maxLength={most}
      value={said[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  const line = (name: 'office' | 'parent' | 'signer'): JSX.Element => (
    <TextInput
      label={t(`evaluation.remarks.${name}`)}
      placeholder={t(`evaluation.remarks.example.${name}`)}
      maxLength={160}
      value={said[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      {area('comment', 8_000)}
      {area('proposal', 8_000)}
      <div className="evaluation-fields">
        {line('parent')}
        {line('office')}
        {line('signer')}
      </div>
      {area('recipients', 1_000)}
    </>
  );
}

type VersionProps = { readonly remarks: Remarks; readonly children?: JSX.Element };

function Version({ remarks, children }: VersionProps): JSX.Element {
  const { t, fmt } = useWords();
  const { version, by, at, comment, proposal } = remarks;
  return (
    <article className="evaluation-version stack" data-testid="remarks-version">
      <p className="small muted">
        {t('evaluation.remarks.by', { n: version, who: by, when: fmt.dateTime(at) })}
      </p>
      {(['comment', 'proposal'] as const).map((name) =>
        remarks[name] === '' ? null : (
          <div key={name}>
            <p className="strong">{t(`evaluation.remarks.${name}`)}</p>
            <p className="evaluation-said wrap-any">{remarks[name]}</p>
          </div>
        ),
      )}
      {comment === '' && proposal === '' ? (
        <p className="muted">{t('evaluation.remarks.empty')}</p>
      ) : null}
      {children}
    </article>
  );
}
