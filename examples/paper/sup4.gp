# Compilation: QFIM spectra on Bell pairs, with their gaps at 4^n - 1.
set multiplot layout 1,3
set xtics 10
set logscale y
set format y '1e%T'
set yrange [1e-18:1e3]
set xlabel 'number of the eigenvalue'
set ylabel 'eigenvalue of F/4'
set key center left
do for [n in '2 3 4'] {
    set title sprintf('n = %s', n)
    plot '< grep "^qfim,' . n . ',-,random" ' . in . '/curves.csv' using 6:7 with points pointtype 7 \
             pointsize 0.4 linecolor rgb blue title 'as defined', \
         '< grep "compilation-HEA,' . n . ',.*qfim,random" ' . in . '/deposited.csv' using 13:14 \
             with points pointtype 2 pointsize 1.2 linewidth 2 linecolor rgb 0 title 'deposited', \
         '' using ($13+1):15 with points pointtype 2 pointsize 1.2 linewidth 2 linecolor rgb 0 notitle
    unset key
    unset ylabel
    set xtics n eq '2' ? 50 : 150
}
unset multiplot
