"""Sections of which the rules say little: a code; an identifier, a title or a text, once.

Checked as the gate does, read as any section (`santedoc.cda.sections.known`).
"""

from __future__ import annotations

from santedoc.cda.engine.table import Table
from santedoc.cda.entries.requirements import once
from santedoc.cda.sections.known import ANS, APSR, EYE_CARE, PCC, known
from santedoc.cda.sections.rows import ID, TEXT, TITLE

_PCC = "1.3.6.1.4.1.19376.1.5.3.1"
_FR = "1.2.250.1.213.1.1.2"
_EYES = "1.3.6.1.4.1.19376.1.12.1.2"
_ASKED = {"id": (ID, "identifier"), "title": (TITLE, "title"), "text": (TEXT, "text")}

# Identifier, key, name, code, what must be there once; by what the rules come from.
_PLAIN: dict[str, tuple[tuple[str, str, str, str | None, str], ...]] = {
    PCC: (
        (f"{_PCC}.1.9.31", "ABDOMEN", "FR-Abdomen", "10191-5", ""),
        (f"{_PCC}.1.9.10", "SUBSTANCE-ABUSE", "FR-Addictions", "18663-5", ""),
        (f"{_PCC}.3.33", "DISCHARGE-DIET", "FR-Regime-a-la-sortie", "42344-2", ""),
        (f"{_PCC}.1.9.25", "ENDOCRINE-SYSTEM", "FR-Systeme-endocrinien", "29307-6", ""),
        (f"{_PCC}.1.9.8", "TOBACCO", "FR-Historique-du-tabagisme", "11366-2", ""),
        (f"{_PCC}.3.5", "HOSPITAL-COURSE-TEXT", "FR-Sejour-hospitalier", "8648-8", ""),
        (f"{_PCC}.3.29", "HOSPITAL-STUDIES", "FR-Examens-pendant-le-sejour", "11493-4", ""),
        (f"{_PCC}.1.9.32", "LYMPHATIC-SYSTEM", "FR-Systeme-lymphatique", "11447-0", ""),
        (f"{_PCC}.1.9.34", "MUSCULOSKELETAL-SYSTEM", "FR-Systeme-musculaire", "11410-8", ""),
        (f"{_PCC}.3.37", "OCCUPATIONAL-DATA", "FR-Donnees-professionnelles", "74166-0", ""),
        (f"{_PCC}.1.21.2.2", "PRENATAL-EVENTS", "FR-Evenements-prenataux", "57073-9", ""),
        (f"{_PCC}.1.9.23", "TEETH", "FR-Bouche-gorge-dents", "10201-2", ""),
        (f"{_PCC}.1.20.2.3", "INTAKE-AND-OUTPUT", "FR-Entrees-sorties", "XX-IntakeAndOutput",
         "text"),
        (f"{_PCC}.1.9.27", "CHEST-WALL", "FR-Paroi-thoracique", "11392-8", "text"),
        (f"{_PCC}.1.9.24", "NECK", "FR-Cou", "11411-6", "text"),
        (f"{_PCC}.1.9.48", "VISIBLE-IMPLANTS", "FR-Dispositifs-implantes-visibles",
         "XX-VisibleImplantedDevices", "id text"),
        (f"{_PCC}.1.16.2.1", "EXTREMITIES", "FR-Extremites", "10196-4", "id text"),
        (f"{_PCC}.3.18", "REVIEW-OF-SYSTEMS", "FR-Revue-des-systemes", "10187-3", "title text"),
        (f"{_PCC}.1.9.22", "NOSE", "FR-Nez", "10203-8", "id text"),
        (f"{_PCC}.1.21.2.10", "PELVIS", "FR-Pelvis", "10204-6", "id text"),
        (f"{_PCC}.1.9.28", "BREAST", "FR-Seins", "10193-1", "id text"),
        (f"{_PCC}.1.9.18", "HEAD", "FR-Tete", "10199-8", "id text"),
        (f"{_PCC}.1.5.3.6", "FOREIGN-TRAVEL", "FR-Voyages-a-l-etranger", "10182-4", "id text"),
    ),
    APSR: (
        ("1.3.6.1.4.1.19376.1.8.1.2.4", "MICROSCOPIC-OBSERVATION", "FR-Observation-microscopique",
         "22635-7", "text title"),
    ),
    EYE_CARE: (
        (f"{_EYES}.3", "EYE-SURGERY-TEXT", "FR-Antecedents-chirurgicaux-oculaires-non-code",
         "70934-5", "title text"),
        (f"{_EYES}.2", "EYE-SURGERY", "FR-Antecedents-chirurgicaux-oculaires", "47519-4",
         "title text"),
    ),
    ANS: (
        (f"{_FR}.8", "ALLERGIES-TEXT", "FR-Allergies-non-code", "48765-2", ""),
        (f"{_FR}.13", "LABOUR-TEXT", "FR-Travail-et-accouchement-non-code", "57074-7", "id text"),
        (f"{_FR}.6", "ADMISSION-REASON-TEXT", "FR-Motif-hospitalisation-non-code", "46241-6",
         "id"),
        (f"{_FR}.10", "LABORATORY-RESULTS-TEXT", "FR-Resultats-biologie-non-code", None,
         "id text"),
        (f"{_FR}.4", "DISCHARGE-MEDICATIONS-TEXT", "FR-Traitements-a-la-sortie-non-code",
         "10183-2", ""),
    ),
}  # fmt: skip


def _table(source: str, row: tuple[str, str, str, str | None, str]) -> type[Table]:
    identifier, key, name, code, asked = row
    once_each = {
        rule: once(path, label, rule=rule, least=1)
        for path, (label, rule) in _ASKED.items()
        if path in asked.split()
    }
    return known(identifier, key, name, code, source=source, **once_each)


PLAIN = tuple(_table(source, row) for source, rows in _PLAIN.items() for row in rows)
"""Their tables."""
