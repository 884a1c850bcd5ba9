# single.py - one record per single program and configuration
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Puts the steps of workshop.py behind the cache, a program at a time.

    (program, configuration) --plain half, kept for every tool--> record
                             --instrumented half, kept per tool--> record

The records of a kind of corpus are in one folder: SCRATCH/LABEL/results.
"""

from . import cache, fetch, functions, properties
from .tasks import timed
from .workshop import Workshop


class Runner:
    """Makes records, from the cache where it can."""

    def __init__(self, scratch, segstack, how, plain_only=False):
        """how are the options of the cache."""
        self.scratch, self.segstack, self.how = scratch, segstack, how
        self.plain_only = plain_only
        self._stores = {}

    def _folder(self, corpus):
        """Where everything of the corpora of this label is."""
        return fetch.Scratch(self.scratch.root / corpus.label.split()[0])

    def _store(self, corpus):
        name = corpus.label.split()[0]
        if name not in self._stores:
            self._stores[name] = cache.Cache(self._folder(corpus), **self.how)
        return self._stores[name]

    def workshop(self, corpus, config, kind="build"):
        folder = f"{config.slug}-{config.place}"
        return Workshop(self._folder(corpus).folder(kind, folder), config,
                        self.segstack)

    def _kept(self, what, program, config, instrumented, make):
        inputs = [*program.inputs(), config.compiler, config.opt]
        if instrumented:
            inputs += [config.place, self.segstack.fingerprint()]
        corpus = program.corpus
        return self._store(corpus).record(f"{corpus.label} {what} {program.name}",
                                          inputs, lambda: timed(make))

    def plain(self, program, config):
        """The plain half of every record of a program."""
        def make():
            if not program.ready():
                return {"standard": "", "counts": False, "why": "not generated"}
            return self.workshop(program.corpus, config).plain(program)

        return self._kept("plain", program, config, False, make)

    def run(self, program, config):
        plain = self.plain(program, config)
        record = {**_record("run", program, config), "passed": True,
                  "plain": plain["why"], "counts": plain["counts"],
                  "plain_seconds": plain.get("seconds"), "seconds": None}
        if not plain["counts"] or self.plain_only:
            return {**record, "cached": plain["cached"], "plain_only": True}

        def make():
            program.ready()
            made = self.workshop(program.corpus, config).instrumented(program,
                                                                      plain)
            return {"passed": not made["differences"], **made}

        made = self._kept("instrumented", program, config, True, make)
        return {**record, **excused(program, made), "source": str(program.path)}

    def functions(self, program, config):
        """What is checked and what is left alone, where the program counts."""
        plain = self.plain(program, config)
        record = {**_record("functions", program, config), "passed": True}
        if not plain["counts"]:
            return {**record, "cached": plain["cached"], "seconds": None}

        def make():
            program.ready()
            shop = self.workshop(program.corpus, config)
            return functions.count_program(shop, program, plain)

        return {**record, **self._kept("functions", program, config, True, make)}

    def review(self, programs, config):
        """The properties of some programs of one corpus, all at once."""
        corpus = programs[0].corpus
        inputs = [[one.name, *one.inputs()] for one in programs]
        config_inputs = [config.compiler, config.opt, config.place,
                         self.segstack.fingerprint()]

        def make():
            folder = self._folder(corpus).folder(
                "review", f"{config.slug}-{config.place}") / slug(programs)
            made = properties.of_programs(self, config, programs, folder)
            return {**made, "passed": not made["errors"]}

        made = self._store(corpus).record(
            f"{corpus.label} properties", [*inputs, *config_inputs],
            lambda: timed(make))
        return {**_record("review", programs[0], config), **made}


def excused(program, record):
    """The record, which passes where nothing but the stress run differs, of a
    program that may do so; a record is kept as it was."""
    reason = program.in_stress()
    if not reason or list(record.get("differences", {})) != ["stress"]:
        return record
    return {**record, "passed": True, "expected": reason}


def slug(programs):
    """The folder of some programs: the first of them, and how many."""
    return f"{programs[0].name.replace('/', '_')}+{len(programs) - 1}"


def _record(what, program, config):
    return {"what": what, "corpus": program.corpus.name,
            "program": program.name, "config": str(config)}
