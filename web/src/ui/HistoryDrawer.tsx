import { Button, Collapse, Drawer, Flex, Tag } from 'antd';
import { useHistory, useRollBack } from '../api/things';
import type { Change } from '../api/types';
import { useMay } from '../api/session';
import { diffLines, jsonLines } from '../domain/diff';
import { useTexts } from '../i18n';
import { Face } from './Face';
import { Moment } from './Moment';
import { useDanger } from './tell';

interface Props {
    /** Such as channels/7, or system. */
    path: string;
    name: string;
    version: number;
    open: boolean;
    close: () => void;
}

/** All versions of a thing, what each changed, and the way back. */
export function HistoryDrawer({ path, name, version, open, close }: Props) {
    const { t } = useTexts();
    return (
        <Drawer title={t('history.title', { name })} size={760} open={open} onClose={close} destroyOnHidden>
            <HistoryList path={path} name={name} version={version} />
        </Drawer>
    );
}

export function HistoryList({ path, name, version }: Omit<Props, 'open' | 'close'>) {
    const { t } = useTexts();
    const may = useMay();
    const history = useHistory(path, true);
    const rollBack = useRollBack(path);
    const danger = useDanger();
    const back = (change: Change) =>
        danger({
            title: t('history.back.title', { name, version: change.version }),
            what: t('history.back.what'),
            word: t('history.back'),
            act: () => rollBack.mutateAsync({ to: change.version, version }),
            done: t('do.saved'),
        });
    return (
        <Face query={history}>
            {(changes) => (
                <Collapse
                    defaultActiveKey={changes[0] ? [changes[0].version] : []}
                    items={changes.map((change) => ({
                        key: change.version,
                        label: (
                            <Flex gap={8} align="center" wrap>
                                <Tag>v{change.version}</Tag>
                                {t(`action.${change.action}`)} · {change.by} · <Moment at={change.at} />
                            </Flex>
                        ),
                        extra:
                            may.administer && change.version !== version && change.after !== undefined ? (
                                <Button
                                    size="small"
                                    onClick={(event) => {
                                        event.stopPropagation();
                                        back(change);
                                    }}
                                >
                                    {t('history.back')}
                                </Button>
                            ) : null,
                        children: <Diff before={change.before} after={change.after} />,
                    }))}
                />
            )}
        </Face>
    );
}

const MARKS = { same: ' ', add: '+', del: '−' } as const;

export function Diff({ before, after }: { before: unknown; after: unknown }) {
    const { t } = useTexts();
    const lines = diffLines(jsonLines(before), jsonLines(after));
    return (
        <div className="diff" tabIndex={0} role="region" aria-label={t('history.diff')}>
            {lines.map((line, at) => (
                <div key={at} className={line.kind === 'same' ? undefined : `diff-${line.kind}`}>
                    {MARKS[line.kind]} {line.text}
                </div>
            ))}
        </div>
    );
}
