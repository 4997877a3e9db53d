import { Button, Flex, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Attention } from '../../api/live-types';
import { useTexts } from '../../i18n';
import { ErrorDetail, ErrorTitle } from '../../ui/ErrorWords';
import { Nothing } from '../../ui/Face';
import { Since } from '../../ui/Moment';
import { worded } from './attention-words';

/** So many at first, and so many more each time. */
const SOME = 20;

/** What needs somebody, the worst first. */
export function AttentionList({ items }: { items: Attention[] }) {
    const { t } = useTexts();
    const [most, setMost] = useState(SOME);
    if (items.length === 0) return <Nothing text={t('overview.attention.nothing')} />;
    const worstFirst = [...items].sort((one, other) => rank(one) - rank(other));
    return (
        <>
            <ul className="attention">
                {worstFirst.slice(0, most).map((item) => (
                    <li key={`${item.kind}/${item.name}/${item.code ?? ''}/${item.what}`}>
                        <Flex gap={8} align="center" wrap>
                            <Tag color={item.severity === 'error' ? 'error' : 'warning'}>
                                {t(`severity.${item.severity}`)}
                            </Tag>
                            <Link to={place(item)}>
                                {t(`kind.${item.kind}`)} {item.name}
                            </Link>
                            {item.since && (
                                <span className="weak">
                                    · <Since at={item.since} />
                                </span>
                            )}
                        </Flex>
                        <ErrorTitle error={worded(item, t)} />
                        <div className="weak">
                            <ErrorDetail error={worded(item, t)} />
                        </div>
                    </li>
                ))}
            </ul>
            {items.length > most && (
                <Button block onClick={() => setMost(most + SOME)}>
                    {t('overview.attention.more', { count: items.length - most })}
                </Button>
            )}
        </>
    );
}

function rank(item: Attention): number {
    return item.severity === 'error' ? 0 : 1;
}

/** For pipelines and channels the id is the channel's. */
function place(item: Attention): string {
    switch (item.kind) {
        case 'node':
            return '/nodes';
        case 'zookeeper':
            return '/zookeeper';
        case 'channel':
            return item.id === undefined ? '/channels' : `/channels/${item.id}`;
        case 'pipeline': {
            const [channel = '', ...rest] = item.name.split('/');
            const pipeline = encodeURIComponent(rest.join('/'));
            return `/pipelines/${encodeURIComponent(channel)}/${pipeline}`;
        }
    }
}
