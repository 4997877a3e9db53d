import { Alert, Button, Flex, Input, Table } from 'antd';
import { useState } from 'react';
import { autoMatch, readColumns } from '../../domain/auto-match';
import type { Matched } from '../../domain/auto-match';
import type { ColumnPair } from '../../domain/mapping';
import { useTexts } from '../../i18n';

interface Props {
    /** Given by the form. */
    value?: ColumnPair[];
    onChange?: (pairs: ColumnPair[]) => void;
}

/** Pairs of columns; those of the same name are found out of two pasted lists. */
export function ColumnEditor({ value = [], onChange = () => undefined }: Props) {
    const { t } = useTexts();
    const [source, setSource] = useState('');
    const [target, setTarget] = useState('');
    const [rest, setRest] = useState<Matched>();
    const match = () => {
        const left = readColumns(source);
        const found = autoMatch(left, target.trim() === '' ? left : readColumns(target));
        const known = new Set(found.pairs.map((pair) => pair.source));
        onChange([...value.filter((pair) => !known.has(pair.source)), ...found.pairs]);
        setRest(found);
    };
    const change = (at: number, part: Partial<ColumnPair>) =>
        onChange(value.map((pair, index) => (index === at ? { ...pair, ...part } : pair)));
    return (
        <div className="stack">
            <Flex gap={8}>
                <Input.TextArea
                    rows={4}
                    value={source}
                    aria-label={t('mapping.paste.source')}
                    placeholder={t('mapping.paste.source')}
                    onChange={(event) => setSource(event.target.value)}
                />
                <Input.TextArea
                    rows={4}
                    value={target}
                    aria-label={t('mapping.paste.target')}
                    placeholder={t('mapping.paste.target')}
                    onChange={(event) => setTarget(event.target.value)}
                />
            </Flex>
            <Flex gap={8}>
                <Button disabled={source.trim() === ''} onClick={match}>
                    {t('mapping.match')}
                </Button>
                <Button onClick={() => onChange([...value, { source: '', target: '' }])}>
                    {t('mapping.column.add')}
                </Button>
            </Flex>
            {rest && (rest.left.length > 0 || rest.right.length > 0) && (
                <Alert
                    type="warning"
                    title={t('mapping.unmatched')}
                    description={`${rest.left.join(', ') || '–'} | ${rest.right.join(', ') || '–'}`}
                />
            )}
            <Table
                size="small"
                pagination={false}
                scroll={{ y: 320 }}
                rowKey={(_, at) => String(at)}
                dataSource={value}
                locale={{ emptyText: t('mapping.columns.none') }}
                columns={[
                    {
                        title: t('mapping.column.source'),
                        render: (_, pair, at) => (
                            <Input
                                size="small"
                                aria-label={t('mapping.column.source')}
                                value={pair.source}
                                onChange={(event) => change(at, { source: event.target.value })}
                            />
                        ),
                    },
                    {
                        title: t('mapping.column.target'),
                        render: (_, pair, at) => (
                            <Input
                                size="small"
                                aria-label={t('mapping.column.target')}
                                value={pair.target}
                                onChange={(event) => change(at, { target: event.target.value })}
                            />
                        ),
                    },
                    {
                        title: t('field.acts'),
                        width: 90,
                        render: (_, __, at) => (
                            <Button
                                size="small"
                                onClick={() => onChange(value.filter((_, index) => index !== at))}
                            >
                                {t('do.delete')}
                            </Button>
                        ),
                    },
                ]}
            />
        </div>
    );
}
