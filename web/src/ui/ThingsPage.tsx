import { Button, Dropdown } from 'antd';
import type { FormInstance, MenuProps } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMay } from '../api/session';
import { useRemove } from '../api/things';
import type { KindPath, Kinds, Thing } from '../api/types';
import { useTexts } from '../i18n';
import { FormDrawer } from './FormDrawer';
import { HistoryDrawer } from './HistoryDrawer';
import { PageHead } from './PageHead';
import { useDanger } from './tell';
import { AddButton, ThingTable } from './ThingTable';
import type { ThingColumns } from './ThingTable';

interface Props<K extends KindPath> {
    kind: K;
    title: string;
    note?: ReactNode;
    addText: string;
    editText: string;
    emptyText: string;
    /** What a deletion leads to. */
    deleteText: string;
    columns: ThingColumns<K>;
    fresh: object;
    toForm?: (config: Kinds[K]) => object;
    toConfig?: (values: never, before: Kinds[K] | undefined) => object;
    form: (form: FormInstance, editing: boolean) => ReactNode;
    /** Further acts on a row: buttons, and entries of its menu. */
    acts?: (thing: Thing<Kinds[K]>) => ReactNode;
    menu?: (thing: Thing<Kinds[K]>) => NonNullable<MenuProps['items']>;
    saved?: (thing: Thing<Kinds[K]>, isNew: boolean) => void;
    above?: ReactNode;
    below?: ReactNode;
}

/** The page of a kind of which there are many: list, add, edit, versions, delete. */
export function ThingsPage<K extends KindPath>(props: Props<K>) {
    const { t } = useTexts();
    const may = useMay();
    const danger = useDanger();
    const remove = useRemove(props.kind);
    const [edited, setEdited] = useState<Thing<Kinds[K]> | 'new'>();
    const [shown, setShown] = useState<Thing<Kinds[K]>>();
    const removeIt = (thing: Thing<Kinds[K]>) =>
        danger({
            title: t('thing.delete.title', { name: thing.config.name }),
            what: props.deleteText,
            word: t('do.delete'),
            act: () => remove.mutateAsync(thing),
            done: t('do.deleted'),
        });
    const menu = (thing: Thing<Kinds[K]>): NonNullable<MenuProps['items']> => [
        ...(props.menu?.(thing) ?? []),
        { key: 'history', label: t('do.history'), onClick: () => setShown(thing) },
        ...(may.administer
            ? [{ key: 'delete', danger: true, label: t('do.delete'), onClick: () => removeIt(thing) }]
            : []),
    ];
    const add = may.administer && <AddButton text={props.addText} act={() => setEdited('new')} />;
    return (
        <>
            <PageHead title={props.title} note={props.note} actions={add} />
            {props.above}
            <ThingTable
                kind={props.kind}
                columns={props.columns}
                emptyText={props.emptyText}
                emptyAct={add}
                acts={(thing) => (
                    <>
                        {props.acts?.(thing)}
                        {may.administer && (
                            <Button size="small" onClick={() => setEdited(thing)}>
                                {t('do.edit')}
                            </Button>
                        )}
                        <Dropdown trigger={['click']} menu={{ items: menu(thing) }}>
                            <Button size="small" aria-label={`${t('do.more')}: ${thing.config.name}`}>
                                {t('do.more')}
                            </Button>
                        </Dropdown>
                    </>
                )}
            />
            {props.below}
            <FormDrawer
                kind={props.kind}
                title={edited === 'new' ? props.addText : props.editText}
                thing={edited === 'new' ? undefined : edited}
                open={edited !== undefined}
                close={() => setEdited(undefined)}
                fresh={props.fresh}
                {...(props.toForm ? { toForm: props.toForm } : {})}
                {...(props.toConfig ? { toConfig: props.toConfig } : {})}
                saved={(thing) => props.saved?.(thing, edited === 'new')}
            >
                {props.form}
            </FormDrawer>
            {shown && (
                <HistoryDrawer
                    path={`${props.kind}/${shown.id}`}
                    name={shown.config.name}
                    version={shown.version}
                    open
                    close={() => setShown(undefined)}
                />
            )}
        </>
    );
}
