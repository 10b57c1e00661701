"""The types of record a file may hold, by the name it calls them."""

from __future__ import annotations

from collections.abc import Mapping

from ..core.fact import Fact
from ..model.accounts import CustodyRelease, FeeBooks
from ..model.advertisement import Advertisement
from ..model.book import ReadingList, ReadingMaterial, ReadingYear
from ..model.capital import CapitalTie, Deal, FinanceYear
from ..model.competition import Competition
from ..model.conduct import TrainingClass, TrainingConduct
from ..model.contract import Contract
from ..model.curriculum import CoursePlan, SchoolTerm, SchoolYear, TimetableWeek
from ..model.device import DeviceManagement, PupilDevice
from ..model.exam import Exam, ExamTerm, Publicity
from ..model.game import GameService
from ..model.homework import HomeworkAssignment, HomeworkDay, HomeworkEvening, HomeworkVacation, HomeworkWeek
from ..model.institution import Institution, Licence, Operation
from ..model.lesson import Lesson
from ..model.lifecycle import Changeover, Closure, SetUp
from ..model.material import MaterialWriter, TrainingMaterial
from ..model.online import EducationApp, OnlineService, ShownTrainer
from ..model.payment import Payment, Price, Refund
from ..model.preschool import PreschoolActivity
from ..model.programme import Programme
from ..model.register import LicensedAddress, ReportedLesson
from ..model.school import BoardingNight, PupilNight, School, SchoolDay, TeachingTime
from ..model.service import EveningStudy, ServiceDay, ServicePlan, ServiceSession, ServiceWeek, VacationCare
from ..model.service_fee import ServiceFee
from ..model.staff import StaffMember
from ..model.timetable import TimetableSlot
from ..model.together import LessonStretch, PaymentsAtOnce, PersonPosts, StaffPost
from ..model.venue import TrainingRoom, Venue, VenueMonth, VenueTurn, VideoSystem

FACTS: Mapping[str, type[Fact]] = {
    "Advertisement": Advertisement,
    "BoardingNight": BoardingNight,
    "CapitalTie": CapitalTie,
    "Changeover": Changeover,
    "Closure": Closure,
    "Competition": Competition,
    "Contract": Contract,
    "CoursePlan": CoursePlan,
    "CustodyRelease": CustodyRelease,
    "Deal": Deal,
    "DeviceManagement": DeviceManagement,
    "EducationApp": EducationApp,
    "EveningStudy": EveningStudy,
    "Exam": Exam,
    "ExamTerm": ExamTerm,
    "FeeBooks": FeeBooks,
    "FinanceYear": FinanceYear,
    "GameService": GameService,
    "HomeworkAssignment": HomeworkAssignment,
    "HomeworkDay": HomeworkDay,
    "HomeworkEvening": HomeworkEvening,
    "HomeworkVacation": HomeworkVacation,
    "HomeworkWeek": HomeworkWeek,
    "Institution": Institution,
    "Lesson": Lesson,
    "LessonStretch": LessonStretch,
    "Licence": Licence,
    "LicensedAddress": LicensedAddress,
    "MaterialWriter": MaterialWriter,
    "OnlineService": OnlineService,
    "Operation": Operation,
    "Payment": Payment,
    "PaymentsAtOnce": PaymentsAtOnce,
    "PersonPosts": PersonPosts,
    "PreschoolActivity": PreschoolActivity,
    "Price": Price,
    "Programme": Programme,
    "Publicity": Publicity,
    "PupilDevice": PupilDevice,
    "PupilNight": PupilNight,
    "ReadingList": ReadingList,
    "ReadingMaterial": ReadingMaterial,
    "ReadingYear": ReadingYear,
    "Refund": Refund,
    "ReportedLesson": ReportedLesson,
    "School": School,
    "SchoolDay": SchoolDay,
    "SchoolTerm": SchoolTerm,
    "SchoolYear": SchoolYear,
    "ServiceDay": ServiceDay,
    "ServiceFee": ServiceFee,
    "ServicePlan": ServicePlan,
    "ServiceSession": ServiceSession,
    "ServiceWeek": ServiceWeek,
    "SetUp": SetUp,
    "ShownTrainer": ShownTrainer,
    "StaffMember": StaffMember,
    "StaffPost": StaffPost,
    "TeachingTime": TeachingTime,
    "TimetableSlot": TimetableSlot,
    "TimetableWeek": TimetableWeek,
    "TrainingClass": TrainingClass,
    "TrainingConduct": TrainingConduct,
    "TrainingMaterial": TrainingMaterial,
    "TrainingRoom": TrainingRoom,
    "VacationCare": VacationCare,
    "Venue": Venue,
    "VenueMonth": VenueMonth,
    "VenueTurn": VenueTurn,
    "VideoSystem": VideoSystem,
}
"""Every type of record of this library."""
