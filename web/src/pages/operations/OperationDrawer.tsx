import { Alert, Descriptions, Drawer } from 'antd';
import { useOperation } from '../../api/operations';
import type { Operation } from '../../api/operations';
import { subjectOf } from '../../domain/operations';
import { useTexts } from '../../i18n';
import { ErrorDetail, ErrorTitle } from '../../ui/ErrorWords';
import { Face } from '../../ui/Face';
import { Moment } from '../../ui/Moment';
import { StatePip } from '../../ui/StatePip';
import { DifferingRows } from './DifferingRows';
import { OperationProgress } from './OperationProgress';

interface Props {
    id: number | undefined;
    close: () => void;
}

/** One operation: how it went, and the rows that it found. */
export function OperationDrawer({ id, close }: Props) {
    const { t } = useTexts();
    const operation = useOperation(id);
    return (
        <Drawer
            title={t('operation.title', { id: String(id ?? '') })}
            size={1100}
            open={id !== undefined}
            onClose={close}
            destroyOnHidden
        >
            <Face query={operation}>{(data) => <Shown operation={data} />}</Face>
        </Drawer>
    );
}

function Shown({ operation }: { operation: Operation }) {
    const { t } = useTexts();
    const error = operation.progress.error;
    return (
        <div className="stack">
            <Facts operation={operation} />
            <OperationProgress operation={operation} />
            {error && (
                <Alert
                    type="error"
                    showIcon
                    title={<ErrorTitle error={error} />}
                    description={<ErrorDetail error={error} />}
                />
            )}
            {operation.request.kind === 'check' && operation.findings && (
                <DifferingRows rows={operation.findings.rows} />
            )}
            {(operation.findings?.left ?? 0) > 0 && (
                <Alert
                    type="info"
                    showIcon
                    title={t('operation.left', { count: operation.findings?.left ?? 0 })}
                />
            )}
        </div>
    );
}

function Facts({ operation }: { operation: Operation }) {
    const { t } = useTexts();
    return (
        <Descriptions
            column={{ xs: 1, sm: 2 }}
            items={[
                {
                    key: 'kind',
                    label: t('operation.kind'),
                    children: t(`operation.kind.${operation.request.kind}`),
                },
                { key: 'state', label: t('field.state'), children: <StatePip state={operation.state} /> },
                {
                    key: 'subject',
                    label: t('operation.subject'),
                    children: (
                        <span className="break">{subjectOf(operation.request) || t('operation.all')}</span>
                    ),
                },
                { key: 'node', label: t('field.node'), children: operation.node?.name ?? '–' },
                { key: 'by', label: t('operation.by.whom'), children: operation['asked-by'] },
                {
                    key: 'asked',
                    label: t('operation.asked'),
                    children: <Moment at={operation['asked-at']} />,
                },
                {
                    key: 'started',
                    label: t('operation.started'),
                    children: <Moment at={operation['started-at']} />,
                },
                {
                    key: 'ended',
                    label: t('operation.ended'),
                    children: <Moment at={operation['ended-at']} />,
                },
                ...(operation.state === 'queued'
                    ? [
                          {
                              key: 'deadline',
                              label: t('operation.deadline'),
                              children: <Moment at={operation.deadline} />,
                          },
                      ]
                    : []),
            ]}
        />
    );
}
