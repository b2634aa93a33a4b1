/* spent FILE COMMAND...: run the command, write its CPU time in milliseconds and its peak memory in
 * MB to FILE, and end with its status. */

#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int how = 0;
    struct rusage usage;
    pid_t child = argc > 2 ? fork() : -1;
    if (child < 0)
        return 125;
    if (!child) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (wait4(child, &how, 0, &usage) < 0)
        return 125;
    FILE *file = fopen(argv[1], "w");
    if (!file)
        return 125;
    long milliseconds = 1000 * (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                        (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
    fprintf(file, "%ld %ld\n", milliseconds, usage.ru_maxrss / 1000);
    fclose(file);
    return WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
}
