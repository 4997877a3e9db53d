import { Flex, Tag, Tooltip } from 'antd';
import { useOneNode } from '../../api/live';
import type { NodeConfig, Thing } from '../../api/types';
import { number, percent, span } from '../../domain/format';
import { useTexts } from '../../i18n';
import { ErrorDetail, ErrorTitle } from '../../ui/ErrorWords';
import { StatePip } from '../../ui/StatePip';
import { Meter } from './Meter';

/** Cells of the list of nodes; each is drawn again only when its own node changes. */

export function NodeState({ node }: { node: Thing<NodeConfig> }) {
    const { t } = useTexts();
    const live = useOneNode(node.id);
    const problem = live?.['configuration-problem'];
    const connected = live?.connected ?? node.state === 'connected';
    return (
        <Flex vertical gap={2} align="start">
            <StatePip state={connected ? 'connected' : 'absent'} />
            {live?.['waiting-for-approval'] && <Tag color="warning">{t('node.waits')}</Tag>}
            {connected && live?.['in-zookeeper'] === false && (
                <Tag color="warning">{t('node.no-zookeeper')}</Tag>
            )}
            {problem && (
                <Tooltip title={<ErrorDetail error={problem} />}>
                    <span className="pip pip-bad narrow" tabIndex={0}>
                        <ErrorTitle error={problem} />
                    </span>
                </Tooltip>
            )}
        </Flex>
    );
}

export function NodeAddress({ node }: { node: Thing<NodeConfig> }) {
    const live = useOneNode(node.id);
    return (
        <span className="nowrap">
            {node.config.host}:{node.config.port}
            {live?.address && <div className="weak">{live.address}</div>}
        </span>
    );
}

export function NodeHeap({ nid }: { nid: number }) {
    const { t } = useTexts();
    const live = useOneNode(nid);
    return <Meter used={live?.['heap-used-bytes']} most={live?.['heap-max-bytes']} label={t('node.heap')} />;
}

export function NodeCpu({ nid }: { nid: number }) {
    return <span className="figures nowrap">{percent(useOneNode(nid)?.cpu)}</span>;
}

export function NodePipelines({ nid }: { nid: number }) {
    const { language } = useTexts();
    return <span className="figures">{number(useOneNode(nid)?.pipelines, language)}</span>;
}

export function NodeVersion({ nid }: { nid: number }) {
    const { t, language } = useTexts();
    const live = useOneNode(nid);
    const seconds = live?.['uptime-seconds'];
    return (
        <>
            {live?.version ?? '–'}
            {seconds !== undefined && (
                <div className="weak nowrap">
                    {t('node.uptime', { time: span(seconds * 1_000, language) })}
                </div>
            )}
        </>
    );
}
