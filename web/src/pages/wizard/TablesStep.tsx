import { Alert, Input, Select, Skeleton, Tree, Typography } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useMatchingTables } from '../../api/records';
import type { EndpointConfig, Thing } from '../../api/types';
import { groupTables, searchTables, toPatterns } from '../../domain/table-tree';
import { isPattern } from '../../domain/batch';
import { useTexts } from '../../i18n';
import { Nothing } from '../../ui/Face';
import { ProblemView } from '../../ui/ProblemView';
import { StepButtons } from './StepButtons';

interface Props {
    source: Thing<EndpointConfig>;
    patterns: string[];
    back: () => void;
    choose: (patterns: string[]) => void;
}

/** Databases and tables of the source to tick, and patterns to write. */
export function TablesStep({ source, patterns, back, choose }: Props) {
    const { t } = useTexts();
    const matching = useMatchingTables();
    const { mutate } = matching;
    const [search, setSearch] = useState('');
    const [ticked, setTicked] = useState<Set<string>>(new Set());
    const [written, setWritten] = useState<string[]>(patterns);
    useEffect(() => mutate({ endpoint: source.id, patterns: ['*.*'] }), [mutate, source.id]);
    const schemas = useMemo(() => groupTables(matching.data?.tables ?? []), [matching.data]);
    const shown = useMemo(() => searchTables(schemas, search), [schemas, search]);
    const chosen = [...new Set([...toPatterns(schemas, ticked), ...written])];
    const wrong = written.filter((pattern) => !isPattern(pattern.replace(/^!/, '')));
    const visible = new Set(shown.flatMap(({ name, tables }) => [name, ...tables]));
    return (
        <div className="stack" style={{ maxWidth: 800 }}>
            <Typography.Title level={2} style={{ fontSize: 18, margin: 0 }}>
                {t('wizard.tables.question')}
            </Typography.Title>
            {matching.isPending && <Skeleton active />}
            {matching.error && (
                <ProblemView
                    error={matching.error}
                    retry={() => mutate({ endpoint: source.id, patterns: ['*.*'] })}
                />
            )}
            {matching.data && (
                <>
                    <Input.Search
                        allowClear
                        aria-label={t('do.search')}
                        placeholder={t('wizard.tables.search')}
                        onChange={(event) => setSearch(event.target.value)}
                    />
                    {matching.data.total > matching.data.tables.length && (
                        <Alert
                            type="info"
                            showIcon
                            title={t('wizard.tables.cut', {
                                shown: matching.data.tables.length,
                                total: matching.data.total,
                            })}
                        />
                    )}
                    {shown.length === 0 ? (
                        <Nothing text={t('endpoint.tables.none')} />
                    ) : (
                        <Tree
                            checkable
                            selectable={false}
                            height={360}
                            checkedKeys={[...ticked].filter((key) => visible.has(key))}
                            {...(search === '' ? {} : { expandedKeys: shown.map(({ name }) => name) })}
                            onCheck={(keys) => {
                                const now = new Set((Array.isArray(keys) ? keys : keys.checked).map(String));
                                const hidden = [...ticked].filter((key) => !visible.has(key));
                                setTicked(new Set([...hidden, ...now]));
                            }}
                            treeData={shown.map(({ name, tables }) => ({
                                key: name,
                                title: `${name} (${tables.length})`,
                                children: tables.map((table) => ({
                                    key: table,
                                    title: table.slice(name.length + 1),
                                })),
                            }))}
                        />
                    )}
                </>
            )}
            <div>
                <Typography.Text>{t('wizard.tables.patterns')}</Typography.Text>
                <Select
                    className="full"
                    mode="tags"
                    open={false}
                    suffixIcon={null}
                    aria-label={t('wizard.tables.patterns')}
                    placeholder="shop.*, !shop.tmp_*"
                    value={written}
                    onChange={setWritten}
                    tokenSeparators={[',', ' ']}
                    status={wrong.length > 0 ? 'error' : ''}
                />
                <div className="weak">{t('mapping.pattern.rule')}</div>
            </div>
            <div role="status">
                {chosen.length === 0
                    ? t('wizard.tables.none')
                    : t('wizard.tables.chosen', { list: chosen.join(', ') })}
            </div>
            <StepButtons
                back={back}
                next={() => choose(leftFirst(chosen))}
                disabled={chosen.length === 0 || wrong.length > 0}
            />
        </div>
    );
}

/** What is left out stands in front of what would take it. */
function leftFirst(patterns: string[]): string[] {
    return [
        ...patterns.filter((pattern) => pattern.startsWith('!')),
        ...patterns.filter((pattern) => !pattern.startsWith('!')),
    ];
}
