# The shared libraries from another language, whose calls know no struct but the options they pass.
import ctypes
import sys

folder, certificate = sys.argv[1:]
check = ctypes.CDLL(folder + "/liblieboundcheck.so")
check.lb_check_verify_file.restype = ctypes.c_void_p
check.lb_check_verify_memory.restype = ctypes.c_void_p
for name in ("dimension", "reason"):
    getattr(check, "lb_check_result_" + name).restype = ctypes.c_char_p


def verify(result):
    result = ctypes.c_void_p(result)
    told = (check.lb_check_result_outcome(result), check.lb_check_result_dimension(result),
            check.lb_check_result_reason(result).decode())
    check.lb_check_result_free(result)
    return told


data = open(certificate, "rb").read()
print(*verify(check.lb_check_verify_file(certificate.encode(), None, ctypes.c_size_t(1))))
print(*verify(check.lb_check_verify_memory(data, ctypes.c_size_t(len(data)), None,
                                           ctypes.c_size_t(2))))
print(*verify(check.lb_check_verify_memory(data[:-1], ctypes.c_size_t(len(data) - 1), None,
                                           ctypes.c_size_t(1)))[:2])
print(*verify(check.lb_check_verify_memory(b"", ctypes.c_size_t(0), None, ctypes.c_size_t(1)))[:2])
print(verify(check.lb_check_verify_file(b"nowhere", None, ctypes.c_size_t(1)))[0])

library = ctypes.CDLL(folder + "/libliebound.so")
library.lb_catalogue_size.restype = ctypes.c_size_t
library.lb_version.restype = ctypes.c_char_p
print(library.lb_version().decode(), library.lb_catalogue_size() > 0)
