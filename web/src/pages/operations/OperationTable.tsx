import { Button, Flex, Table } from 'antd';
import { useCancelOperation } from '../../api/operations';
import type { Operation } from '../../api/operations';
import { isOpen, subjectOf } from '../../domain/operations';
import { useTexts } from '../../i18n';
import { Moment } from '../../ui/Moment';
import { StatePip } from '../../ui/StatePip';
import { useDanger } from '../../ui/tell';
import { OperationProgress } from './OperationProgress';

interface Props {
    operations: Operation[];
    show: (id: number) => void;
}

/** Operations, the newest first. */
export function OperationTable({ operations, show }: Props) {
    const { t } = useTexts();
    const cancel = useCancelOperation();
    const danger = useDanger();
    const askToCancel = (operation: Operation) =>
        danger({
            title: t('operation.cancel.title', { id: String(operation.id) }),
            what: t('operation.cancel.what'),
            word: t('operation.cancel'),
            act: () => cancel.mutateAsync(operation.id),
        });
    return (
        <Table
            size="small"
            rowKey="id"
            dataSource={operations}
            scroll={{ x: 1060 }}
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
                { title: t('operation.number'), dataIndex: 'id', width: 80 },
                {
                    title: t('operation.kind'),
                    width: 110,
                    render: (_, one: Operation) => t(`operation.kind.${one.request.kind}`),
                },
                {
                    title: t('operation.subject'),
                    width: 170,
                    render: (_, one: Operation) => (
                        <span className="break">{subjectOf(one.request) || t('operation.all')}</span>
                    ),
                },
                {
                    title: t('field.state'),
                    width: 110,
                    render: (_, one: Operation) => <StatePip state={one.state} />,
                },
                {
                    title: t('operation.progress'),
                    render: (_, one: Operation) => <OperationProgress operation={one} />,
                },
                {
                    title: t('operation.asked'),
                    width: 175,
                    render: (_, one: Operation) => (
                        <>
                            <Moment at={one['asked-at']} />
                            <div className="weak">{one['asked-by']}</div>
                        </>
                    ),
                },
                {
                    title: t('field.acts'),
                    width: 165,
                    fixed: 'right',
                    render: (_, one: Operation) => (
                        <Flex gap={4}>
                            <Button size="small" onClick={() => show(one.id)}>
                                {t('operation.show')}
                            </Button>
                            {isOpen(one) && (
                                <Button
                                    size="small"
                                    danger
                                    disabled={one['cancelled-by'] !== undefined}
                                    onClick={() => askToCancel(one)}
                                >
                                    {t('operation.cancel')}
                                </Button>
                            )}
                        </Flex>
                    ),
                },
            ]}
        />
    );
}
