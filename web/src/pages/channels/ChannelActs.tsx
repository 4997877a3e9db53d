import { Button, Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import { useNavigate } from 'react-router';
import { useOrder } from '../../api/channels';
import type { Order } from '../../api/channels';
import { useMay } from '../../api/session';
import { useRemove } from '../../api/things';
import type { ChannelConfig, RunState, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { useDanger } from '../../ui/tell';

interface Props {
    channel: Thing<ChannelConfig>;
    edit?: () => void;
}

/** Start, stop, pause, resume, push for operators; edit and delete for admins. */
export function ChannelActs({ channel, edit }: Props) {
    const { t } = useTexts();
    const may = useMay();
    const danger = useDanger();
    const order = useOrder();
    const remove = useRemove('channels');
    const navigate = useNavigate();
    const { name } = channel.config;
    const state = channel.state as RunState | undefined;

    const give = (word: Order) =>
        danger({
            title: t(`order.${word}.title`, { name }),
            what: t(`order.${word}.what`),
            word: t(`order.${word}`),
            harmless: word !== 'stop' && word !== 'pause',
            act: () => order.mutateAsync({ channel: channel.id, order: word }),
            done: t(`order.${word}.done`, { name }),
        });
    const removeIt = () =>
        danger({
            title: t('channel.delete.title', { name }),
            what: t('channel.delete.what'),
            word: t('do.delete'),
            act: async () => {
                await remove.mutateAsync(channel);
                await navigate('/channels');
            },
            done: t('do.deleted'),
        });

    const first: Order = state === 'running' ? 'stop' : state === 'paused' ? 'resume' : 'start';
    const others: Order[] =
        state === 'running' ? ['pause', 'push'] : state === 'paused' ? ['stop', 'push'] : [];
    const items: NonNullable<MenuProps['items']> = [
        ...others.map((word) => ({ key: word, label: t(`order.${word}`), onClick: () => give(word) })),
        ...(may.administer && edit ? [{ key: 'edit', label: t('do.edit'), onClick: edit }] : []),
        ...(may.administer
            ? [
                  {
                      key: 'delete',
                      label: t('do.delete'),
                      danger: true,
                      disabled: busy(state),
                      onClick: removeIt,
                  },
              ]
            : []),
    ];
    if (!may.operate) return null;
    return (
        <>
            <Button size="small" type={first === 'stop' ? 'default' : 'primary'} onClick={() => give(first)}>
                {t(`order.${first}`)}
            </Button>
            {items.length > 0 && (
                <Dropdown trigger={['click']} menu={{ items }}>
                    <Button size="small" aria-label={`${t('do.more')}: ${name}`}>
                        {t('do.more')}
                    </Button>
                </Dropdown>
            )}
        </>
    );
}

function busy(state: RunState | undefined): boolean {
    return state === 'running' || state === 'paused';
}
